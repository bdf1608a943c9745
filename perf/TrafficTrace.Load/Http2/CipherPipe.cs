using System.Buffers;

namespace TrafficTrace.Load.Http2;

/// <summary>
/// What TLS reads from and writes to, in memory: the connection puts in what has arrived and takes out what is to be sent. A read that
/// waits goes on where <see cref="Arrive"/> is called, on its thread, so all of a connection happens on the thread of the fleet.
/// </summary>
internal sealed class CipherPipe : Stream
{
    private readonly ArrayBufferWriter<byte> _outgoing = new();
    private byte[] _arrived = [];
    private int _taken;
    private TaskCompletionSource? _waits;

    public ReadOnlySpan<byte> Outgoing => _outgoing.WrittenSpan;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public void Sent() => _outgoing.ResetWrittenCount();

    public void Arrive(ReadOnlySpan<byte> bytes)
    {
        _arrived = [.. _arrived.AsSpan(_taken), .. bytes];
        _taken = 0;
        var waits = _waits;
        _waits = null;
        waits?.SetResult();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_taken == _arrived.Length)
        {
            _waits = new TaskCompletionSource();
            await _waits.Task.ConfigureAwait(false);
        }

        var count = Math.Min(buffer.Length, _arrived.Length - _taken);
        _arrived.AsSpan(_taken, count).CopyTo(buffer.Span);
        _taken += count;
        if (_taken == _arrived.Length) (_arrived, _taken) = ([], 0);
        return count;
    }

    public override void Write(ReadOnlySpan<byte> buffer) => _outgoing.Write(buffer);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
