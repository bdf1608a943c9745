using System.Buffers.Binary;

namespace TrafficTrace.Load.Http2;

/// <summary>One gRPC call on a connection: puts its messages together and hands each to its owner.</summary>
internal sealed class GrpcStream(int id, int sendWindow, Action<ReadOnlySpan<byte>> received)
{
    private const int Prefix = 5; // one byte "compressed", four bytes length

    private byte[] _begun = [];
    private int _received;

    public int Id { get; } = id;

    public int SendWindow { get; set; } = sendWindow;

    /// <summary>Messages that wait for the server to widen the window; null when there are none.</summary>
    public List<byte[]>? Held { get; set; }

    public void Hold(ReadOnlySpan<byte> message) => (Held ??= []).Add(message.ToArray());

    public void Data(ReadOnlySpan<byte> payload)
    {
        _received += payload.Length;
        if (_begun.Length > 0) payload = (byte[])[.. _begun, .. payload];
        while (payload.Length >= Prefix)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(payload[1..]);
            if (payload.Length < Prefix + length) break;
            received(payload.Slice(Prefix, length));
            payload = payload[(Prefix + length)..];
        }

        if (_begun.Length > 0 || payload.Length > 0) _begun = payload.ToArray();
    }

    /// <summary>Bytes received since the last call: what the window is to be widened by.</summary>
    public int TakeReceived()
    {
        var taken = _received;
        _received = 0;
        return taken;
    }
}
