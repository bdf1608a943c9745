using Envoy.Config.Core.V3;
using Envoy.Service.Discovery.V3;
using Grpc.Core;
using Grpc.Net.Client;
using TrafficTrace.Cli.Health;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;

namespace TrafficTrace.Cli.Dump;

/// <summary>One run of <c>traffictrace dump</c>: connect, receive, print, leave.</summary>
internal sealed class DumpRun(DumpOptions options, TextWriter output, TextWriter error, TimeProvider time)
{
    // By this name the control plane knows that no proxy takes this configuration, and counts the stream in no status.
    private const string UserAgent = "traffictrace-dump";

    /// <returns>0 when all that a proxy would ask for was answered, else 1; what was received is printed in both cases.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        using var channel = GrpcChannel.ForAddress($"http://{options.XdsAddress}");
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        using var stream = Open(new AggregatedDiscoveryService.AggregatedDiscoveryServiceClient(channel), either.Token);
        var subscriber = new Subscriber(stream);
        var failure = await ReceiveAsync(subscriber, timeout.Token, either.Token);
        cancellation.ThrowIfCancellationRequested();
        Print(subscriber.Received);
        if (failure is not null)
        {
            await error.WriteLineAsync(failure);
            return 1;
        }

        foreach (var sentence in await ConnectedProxy.ComparedAsync(channel, options.Node.ToString(), subscriber.Received, either.Token))
            await error.WriteLineAsync(sentence);
        return 0;
    }

    private IAdsStream Open(AggregatedDiscoveryService.AggregatedDiscoveryServiceClient client, CancellationToken cancellation)
    {
        var node = new Node { Id = options.Node.ToString(), Cluster = options.Node.ToString(), UserAgentName = UserAgent };
        return options.Delta ? new DeltaStream(client, node, cancellation) : new StateOfTheWorldStream(client, node, cancellation);
    }

    /// <returns>Why not everything came, null if it did.</returns>
    private async Task<string?> ReceiveAsync(Subscriber subscriber, CancellationToken timeout, CancellationToken either)
    {
        try
        {
            await subscriber.ReceiveAllAsync(options.Rtds, either);
            return null;
        }
        catch (Exception stopped) when (
            either.IsCancellationRequested && stopped is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled })
        {
            return timeout.IsCancellationRequested ? Unanswered(subscriber) : "Interrupted.";
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.Unavailable)
        {
            var reason = refused.Status.DebugException?.Message ?? refused.Status.Detail;
            return $"The control plane at {options.XdsAddress} cannot be reached: "
                + $"{reason}{await WrongPort.HintAsync(options.XdsAddress, either)}";
        }
        catch (RpcException refused)
        {
            var hint = await WrongPort.HintAsync(options.XdsAddress, either);
            return $"The control plane at {options.XdsAddress} ended the stream with {refused.StatusCode}: {refused.Status.Detail}{hint}";
        }
        catch (HttpIOException broken)
        {
            return $"No xDS answer from {options.XdsAddress}: {broken.Message}{await WrongPort.HintAsync(options.XdsAddress, either)}";
        }
        catch (EndOfStreamException)
        {
            return $"The control plane at {options.XdsAddress} ended the stream before it sent: {subscriber.WaitingFor}.";
        }
        catch (InvalidDataException unexpected)
        {
            return $"Not understood: {unexpected.Message}.";
        }
    }

    private string Unanswered(Subscriber subscriber)
    {
        var text = $"Not answered within {Duration.Text(options.Timeout)}: {subscriber.WaitingFor}.";
        if (subscriber.Received.Answered(ConfigurationType.Clusters))
            return text;
        var (mesh, dataplane) = options.Node;
        return $"{text} Most likely there is no Dataplane \"{dataplane}\" in mesh \"{mesh}\" yet: a node without one waits until it "
            + "appears.";
    }

    private void Print(ReceivedConfiguration received)
    {
        var document = received.ToJson(options.Type);
        if (document.Count > 0)
            output.Write(Document.Render(document, options.Format));
    }
}
