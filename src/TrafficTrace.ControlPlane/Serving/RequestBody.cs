using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net;
using System.Runtime.CompilerServices;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>
/// What a client sends in one call, as gRPC reads it. A message stays in the buffer until it is complete: beyond
/// <see cref="Free"/> bytes it counts among those of all clients. What no message can be read from ends the call with a
/// status that says so, and a client that has left ends it as cancelled, whichever service the call is for.
/// </summary>
internal sealed class RequestBody(PipeReader body, IPAddress? address, UnfinishedRequests all)
    : PipeReader, IRequestBodyPipeFeature, IDisposable
{
    /// <summary>Bytes; more than Envoy's first request with all that it says of itself.</summary>
    public const int Free = 64 * 1024;

    private const int HeadSize = 5; // whether it is compressed, and the length

    private SequencePosition _start;
    private long _counted;

    public PipeReader Reader => this;

    /// <exception cref="RpcException">There is no message to be read, or no room for it, or no client any more.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return Checked(await body.ReadAsync(cancellationToken));
        }
        catch (IOException gone)
        {
            throw new RpcException(new Status(StatusCode.Cancelled, gone.Message));
        }
    }

    public override bool TryRead(out ReadResult result)
    {
        if (!body.TryRead(out result)) return false;
        Checked(result);
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_counted > 0 && !consumed.Equals(_start)) Dispose(); // the next read counts what is left
        body.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => body.CancelPendingRead();

    public override void Complete(Exception? exception = null) => body.Complete(exception);

    /// <summary>Nothing of this call counts any more.</summary>
    public void Dispose() => all.Remove(address, Interlocked.Exchange(ref _counted, 0));

    private ReadResult Checked(ReadResult result)
    {
        _start = result.Buffer.Start;
        if (Fault(result.Buffer) is not { } fault) return result;
        body.AdvanceTo(result.Buffer.End); // whoever reads on would find a read under way
        throw new RpcException(fault);
    }

    private Status? Fault(in ReadOnlySequence<byte> buffer)
    {
        if (buffer.Length < HeadSize) return null;
        Span<byte> head = stackalloc byte[HeadSize];
        buffer.Slice(0, HeadSize).CopyTo(head);
        if (head[0] > 1 || BinaryPrimitives.ReadUInt32BigEndian(head[1..]) > int.MaxValue)
            return new Status(StatusCode.InvalidArgument, $"what came is no gRPC message: its head is {Convert.ToHexString(head)}");
        if (head[0] == 1) // some KiB of it would be many MiB, and no xDS client compresses what it asks
            return new Status(StatusCode.Unimplemented, "compressed messages are not taken; send them as they are");
        return TryCount(buffer.Length - Free) ? null : new Status(StatusCode.ResourceExhausted,
            "all clients together have as many bytes of unfinished messages on the way as there is room for; try again");
    }

    private bool TryCount(long bytes)
    {
        if (bytes <= _counted) return true;
        if (!all.TryAdd(address, bytes - _counted)) return false;
        _counted = bytes;
        return true;
    }
}
