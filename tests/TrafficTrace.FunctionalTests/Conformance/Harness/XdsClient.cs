using System.Threading.Channels;
using Envoy.Config.Core.V3;
using Grpc.Core;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.FunctionalTests.Conformance.Harness;

/// <summary>
/// One discovery stream as a careful client drives it. It answers nothing by itself: each test says what is accepted and what is
/// rejected.
/// </summary>
internal abstract class XdsClient(string nodeId) : IAsyncDisposable
{
    /// <summary>How long a response may take before the test fails; nothing waits for it to pass.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private int _probes;

    protected Channel<Answer> Answers { get; } = Channel.CreateUnbounded<Answer>();

    private Node? Node { get; set; } = nodeId.Length == 0 ? null : new Node { Id = nodeId, Cluster = "test" };

    /// <summary>
    /// Makes <paramref name="names"/> the subscription of the type: state-of-the-world names all of them, delta the difference.
    /// No names are a wildcard when nothing was ever named, as the protocol has it.
    /// </summary>
    public abstract Task SubscribeAsync(ResourceType type, params string[] names);

    /// <summary>A bare request; <paramref name="names"/> are subscribed.</summary>
    public abstract Task RequestAsync(string typeUrl, Node? node = null, string nonce = "", params string[] names);

    public abstract Task AckAsync(Answer answer);

    /// <param name="names">Become the subscription with the same request (xds R25); left out, it stays as it is.</param>
    public abstract Task NackAsync(Answer answer, string message = "rejected by the test", string[]? names = null);

    /// <summary>The next response, whatever its type.</summary>
    /// <exception cref="RpcException">The stream ended; OK when the server completed it.</exception>
    public async Task<Answer> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await Answers.Reader.ReadAsync(patience.Token);
        }
        catch (ChannelClosedException closed)
        {
            throw closed.InnerException ?? new RpcException(Status.DefaultSuccess, "the server completed the stream");
        }
    }

    public async Task<Answer> ReceiveAsync(ResourceType type)
    {
        var answer = await ReceiveAsync();
        Assert.That(answer.Type, Is.SameAs(type), $"expected {type}, got {answer}");
        return answer;
    }

    /// <summary>Receives a response of the type and accepts it.</summary>
    public async Task<Answer> AcceptAsync(ResourceType type)
    {
        var answer = await ReceiveAsync(type);
        await AckAsync(answer);
        return answer;
    }

    /// <summary>Subscribes and accepts the answer.</summary>
    public async Task<Answer> FetchAsync(ResourceType type, params string[] names)
    {
        await SubscribeAsync(type, names);
        return await AcceptAsync(type);
    }

    /// <summary>
    /// ADS only: nothing is due now. A runtime layer is always answered and comes first in a round of sending, so what was due
    /// lies between the answers to two of them: no waiting, no doubt.
    /// </summary>
    public async Task ExpectQuietAsync()
    {
        for (var round = 0; round < 2; round++)
        {
            await SubscribeAsync(ResourceType.Runtime, $"probe-{++_probes}");
            var answer = await ReceiveAsync();
            Assert.That(answer.Type, Is.SameAs(ResourceType.Runtime), $"nothing was due, but there came {answer}");
            await AckAsync(answer);
        }
    }

    /// <summary>Ends the client's side; the server sends what is due and completes. Returns that.</summary>
    public async Task<IReadOnlyList<Answer>> EndAsync()
    {
        await HalfCloseAsync();
        var rest = new List<Answer>();
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var answer in Answers.Reader.ReadAllAsync(patience.Token)) rest.Add(answer);
        return rest;
    }

    /// <summary>Nothing but what was received is due, on a stream of any kind; ends the stream.</summary>
    public async Task ExpectNothingMoreAsync() => Assert.That(await EndAsync(), Is.Empty);

    /// <summary>The stream ends with this status before any further response.</summary>
    public async Task<Status> ExpectStatusAsync(StatusCode code)
    {
        var ended = await Assert.ThrowsAsync<RpcException>(() => ReceiveAsync());
        Assert.That(ended!.StatusCode, Is.EqualTo(code), ended.Status.Detail);
        return ended.Status;
    }

    public abstract Task HalfCloseAsync();

    public abstract ValueTask DisposeAsync();

    protected Node? TakeNode()
    {
        var node = Node;
        Node = null; // on the first message only, as Envoy and gRPC do
        return node;
    }

    protected async Task PumpAsync<TResponse>(IAsyncStreamReader<TResponse> responses, Func<TResponse, Answer> read)
    {
        try
        {
            await foreach (var response in responses.ReadAllAsync()) Answers.Writer.TryWrite(read(response));
            Answers.Writer.Complete();
        }
        catch (RpcException ended)
        {
            Answers.Writer.Complete(ended);
        }
        catch (ObjectDisposedException ended) // the test ended its call between two responses
        {
            Answers.Writer.Complete(ended);
        }
    }
}
