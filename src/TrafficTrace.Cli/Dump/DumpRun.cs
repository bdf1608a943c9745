using Envoy.Config.Core.V3;
using Envoy.Service.Discovery.V3;
using Grpc.Core;
using Grpc.Core.Interceptors;
using TrafficTrace.Cli.Health;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Dump;

/// <summary>One run of <c>traffictrace dump</c>: connect, receive, print, leave.</summary>
internal sealed class DumpRun(DumpOptions options, TextWriter output, TextWriter error, TimeProvider time)
{
    // By this name the control plane knows that no proxy takes this configuration, and counts the stream in no status.
    private const string UserAgent = "traffictrace-dump";

    /// <exception cref="CommandFailure">Not all that a proxy would ask for was answered; what was received is printed before.</exception>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        using var channel = XdsChannel.To(options.XdsAddress, options.Authorities);
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        var invoker = options.Token is { } token
            ? channel.Intercept(headers =>
            {
                headers.Add("authorization", $"Bearer {token}");
                return headers;
            })
            : channel.CreateCallInvoker();
        using var stream = Open(new AggregatedDiscoveryService.AggregatedDiscoveryServiceClient(invoker), either.Token);
        var subscriber = new Subscriber(stream);
        var failure = await ReceiveAsync(subscriber, either.Token);
        cancellation.ThrowIfCancellationRequested();
        Print(subscriber.Received);
        if (failure is not null) throw failure;
        foreach (var sentence in await ConnectedProxy.ComparedAsync(invoker, options.Node.ToString(), subscriber.Received, either.Token))
            await error.WriteLineAsync(sentence);
        return ExitCode.Done;
    }

    private IAdsStream Open(AggregatedDiscoveryService.AggregatedDiscoveryServiceClient client, CancellationToken cancellation)
    {
        var node = new Node { Id = options.Node.ToString(), Cluster = options.Node.ToString(), UserAgentName = UserAgent };
        return options.Delta ? new DeltaStream(client, node, cancellation) : new StateOfTheWorldStream(client, node, cancellation);
    }

    /// <returns>Why not everything came, null if it did.</returns>
    private async Task<CommandFailure?> ReceiveAsync(Subscriber subscriber, CancellationToken either)
    {
        try
        {
            await subscriber.ReceiveAllAsync(options.Rtds, either);
            return null;
        }
        catch (Exception stopped) when (
            either.IsCancellationRequested && stopped is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled })
        {
            return new CommandFailure(ExitCode.TimedOut, Unanswered(subscriber));
        }
        catch (RpcException away) when (
            away.StatusCode == StatusCode.Unavailable || away.Status.DebugException is HttpRequestException)
        {
            var reason = away.Status.DebugException?.Message ?? away.Status.Detail;
            return await NotReachedAsync($"The control plane at {options.XdsAddress} cannot be reached: {reason}", either);
        }
        catch (RpcException refused)
        {
            var hint = await WrongPort.HintAsync(options.XdsAddress, either);
            return CommandFailure.Refused(
                $"The control plane at {options.XdsAddress} ended the stream with {refused.StatusCode}: {refused.Status.Detail}{hint}");
        }
        catch (HttpIOException broken)
        {
            return await NotReachedAsync($"No xDS answer from {options.XdsAddress}: {broken.Message}", either);
        }
        catch (EndOfStreamException)
        {
            return CommandFailure.Refused(
                $"The control plane at {options.XdsAddress} ended the stream before it sent: {subscriber.WaitingFor}.");
        }
        catch (InvalidDataException unexpected)
        {
            return CommandFailure.Refused($"Not understood: {unexpected.Message}.");
        }
    }

    private async Task<CommandFailure> NotReachedAsync(string message, CancellationToken cancellation) =>
        new(ExitCode.NotReached, $"{message}{await WrongPort.HintAsync(options.XdsAddress, cancellation)}");

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
