using System.Buffers;
using Envoy.Service.Discovery.V3;
using Grpc.Core;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.Tests.Xds;

/// <summary>Both directions of a call in memory; a write may stay unfinished for a while, as under flow control.</summary>
internal sealed class WalkedCall(Random random, bool delta) : IAsyncStreamReader<SubscriptionRequest>, IServerStreamWriter<OutgoingResponse>
{
    private readonly Queue<SubscriptionRequest> _requests = [];
    private readonly Queue<Delivery> _responses = [];
    private TaskCompletionSource<bool>? _reading;
    private TaskCompletionSource? _writing;
    private bool _closed;

    public SubscriptionRequest Current { get; private set; } = null!;

    public WriteOptions? WriteOptions { get; set; }

    /// <summary>A write is under way.</summary>
    public bool Writing => _writing is not null;

    /// <summary>Somebody waits for a request.</summary>
    public bool Reading => _reading is { Task.IsCompleted: false };

    public void Send(SubscriptionRequest request)
    {
        _requests.Enqueue(request);
        CompleteRead();
    }

    public void HalfClose()
    {
        _closed = true;
        CompleteRead();
    }

    public Delivery? Take() => _responses.TryDequeue(out var response) ? response : null;

    /// <summary>False when no write is under way.</summary>
    public bool FinishWrite()
    {
        var writing = Interlocked.Exchange(ref _writing, null);
        writing?.SetResult();
        return writing is not null;
    }

    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (Next() is { } more) return Task.FromResult(more);
        var reading = _reading = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        cancellationToken.UnsafeRegister(_ => reading.TrySetCanceled(cancellationToken), null);
        return reading.Task;
    }

    public Task WriteAsync(OutgoingResponse message)
    {
        if (_writing is not null) throw new InvalidOperationException("two writes at once");
        var bytes = new ArrayBufferWriter<byte>();
        message.WriteTo(bytes);
        Assert.That(bytes.WrittenCount, Is.EqualTo(message.Size));
        var typeUrl = delta
            ? DeltaDiscoveryResponse.Parser.ParseFrom(bytes.WrittenSpan).TypeUrl
            : DiscoveryResponse.Parser.ParseFrom(bytes.WrittenSpan).TypeUrl;
        _responses.Enqueue(new Delivery(ResourceType.Of(typeUrl), message.Nonce, message.Plan));
        if (random.Next(2) == 0) return Task.CompletedTask;
        _writing = new TaskCompletionSource(); // whoever finishes it passes on what awaits it to the walk's order
        return _writing.Task;
    }

    private bool? Next()
    {
        if (_requests.TryDequeue(out var request))
        {
            Current = request;
            return true;
        }

        return _closed ? false : null;
    }

    private void CompleteRead()
    {
        if (_reading is null || Next() is not { } more) return;
        var reading = _reading;
        _reading = null;
        reading.SetResult(more);
    }
}
