using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace TrafficTrace.Load.Http2;

/// <summary>
/// The client side of one HTTP/2 connection, just enough for gRPC streams that live as long as the connection. Headers of
/// the server are not read: a stream either carries data or has ended.
/// </summary>
internal sealed class Http2Connection : IDisposable
{
    /// <summary>Receive window of a connection and of each stream, in bytes: Envoy's default.</summary>
    public const int Window = 256 * 1024 * 1024;

    private const byte EndStream = 0x1;
    private const byte Acknowledged = 0x1;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly Poller _poller;
    private readonly int _pollerToken;
    private readonly List<GrpcStream> _streams = [];
    private readonly TlsLayer? _tls;
    private readonly string? _token;

    private byte[] _begun = []; // the beginning of a frame whose rest has not arrived
    private byte[] _unsent = [];
    private bool _ended;
    private int _unacknowledged;
    private int _sendWindow = 65535;
    private int _initialSendWindow = 65535;

    /// <param name="server">Where it is.</param>
    /// <param name="access">How it is called.</param>
    /// <param name="poller">Tells when there is something to read.</param>
    /// <param name="pollerToken">By which it tells.</param>
    public Http2Connection(IPEndPoint server, Access access, Poller poller, int pollerToken)
    {
        _poller = poller;
        _pollerToken = pollerToken;
        _token = access.Token;
        try
        {
            _socket.Connect(server);
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }

        _socket.Blocking = false;
        _poller.Add(_socket, pollerToken);
        if (access.Authority is { } authority) _tls = new TlsLayer(server.Address.ToString(), authority);
        Authority = server.ToString();
    }

    public string Authority { get; }

    /// <summary>True once the server has said anything: it has accepted the connection.</summary>
    public bool Answered { get; private set; }

    public GrpcStream Open(string path, Action<ReadOnlySpan<byte>> received, Outbox outbox)
    {
        if (_streams.Count == 0) outbox.Preface();
        var stream = new GrpcStream((_streams.Count * 2) + 1, _initialSendWindow, received);
        _streams.Add(stream);
        outbox.Headers(stream.Id, path, Authority, _token);
        return stream;
    }

    public void Send(GrpcStream stream, ReadOnlySpan<byte> message, Outbox outbox)
    {
        var size = message.Length + 5;
        if (stream.Held is not null || size > Math.Min(_sendWindow, stream.SendWindow))
        {
            stream.Hold(message);
            return;
        }

        _sendWindow -= size;
        stream.SendWindow -= size;
        outbox.Message(stream.Id, message);
    }

    /// <summary>Takes what has arrived. False when the connection is gone, or the server ended a stream.</summary>
    public bool Receive(byte[] scratch, Outbox outbox)
    {
        Flush(outbox);
        _begun.CopyTo(scratch, 0);
        var count = _socket.Receive(scratch.AsSpan(_begun.Length), SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock) return true;
        if (error != SocketError.Success || count == 0) return false;
        if (_tls is not null)
        {
            var plain = _tls.Read(scratch.AsSpan(_begun.Length, count));
            if (_tls.HasEnded) return false;
            plain.CopyTo(scratch.AsSpan(_begun.Length)); // no longer than what it came in
            count = plain.Length;
            Flush(outbox); // the handshake's part
            if (count == 0) return true;
        }

        Answered = true;
        var arrived = scratch.AsSpan(0, _begun.Length + count);
        var rest = Frames(arrived, outbox);
        _begun = rest.IsEmpty ? [] : rest.ToArray();
        return !_ended;
    }

    /// <summary>Sends what stands in the outbox; what the socket does not take now is sent when it can be.</summary>
    public void Flush(Outbox outbox)
    {
        var next = outbox.Written;
        if (_tls is not null)
        {
            if (next.Length > 0) _tls.Write(next);
            next = _tls.Outgoing;
        }

        if (next.Length == 0 && _unsent.Length == 0) return;
        ReadOnlySpan<byte> bytes = _unsent.Length == 0 ? next : [.. _unsent, .. next];
        var sent = _socket.Send(bytes, SocketFlags.None, out var error);
        if (error is not (SocketError.Success or SocketError.WouldBlock)) sent = bytes.Length; // the next receive tells that it is gone
        var waited = _unsent.Length > 0;
        _unsent = sent == bytes.Length ? [] : bytes[sent..].ToArray();
        outbox.Clear();
        _tls?.Sent();
        if (waited != _unsent.Length > 0) _poller.WatchWrites(_socket, _pollerToken, _unsent.Length > 0);
    }

    public void Dispose()
    {
        _tls?.Dispose();
        _socket.Dispose();
    }

    private ReadOnlySpan<byte> Frames(ReadOnlySpan<byte> bytes, Outbox outbox)
    {
        while (bytes.Length >= Outbox.FrameHeader)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes) >>> 8;
            if (bytes.Length < Outbox.FrameHeader + length) break;
            var stream = BinaryPrimitives.ReadInt32BigEndian(bytes[5..]) & int.MaxValue;
            Frame((FrameType)bytes[3], bytes[4], stream, bytes.Slice(Outbox.FrameHeader, length), outbox);
            bytes = bytes[(Outbox.FrameHeader + length)..];
        }

        return bytes;
    }

    private void Frame(FrameType type, byte flags, int id, ReadOnlySpan<byte> payload, Outbox outbox)
    {
        switch (type)
        {
            case FrameType.Data:
                Credit(payload.Length, outbox);
                Stream(id).Data(payload);
                _ended |= (flags & EndStream) != 0;
                break;
            case FrameType.Headers when (flags & EndStream) != 0:
            case FrameType.ResetStream:
                _ended = true;
                break;
            case FrameType.Settings when (flags & Acknowledged) == 0:
                Settings(payload, outbox);
                break;
            case FrameType.Ping when (flags & Acknowledged) == 0:
                outbox.AcknowledgePing(payload);
                break;
            case FrameType.WindowUpdate:
                Widen(id, BinaryPrimitives.ReadInt32BigEndian(payload), outbox);
                break;
        }
    }

    // Streams share the connection's window, and none outgrows its own before the connection is credited again:
    // both windows are equal, and a stream is credited with all that any of them took.
    private void Credit(int bytes, Outbox outbox)
    {
        _unacknowledged += bytes;
        if (_unacknowledged < Window / 4) return;
        outbox.WindowUpdate(0, _unacknowledged);
        foreach (var stream in _streams) outbox.WindowUpdate(stream.Id, stream.TakeReceived());
        _unacknowledged = 0;
    }

    private void Settings(ReadOnlySpan<byte> payload, Outbox outbox)
    {
        for (; payload.Length >= 6; payload = payload[6..])
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(payload) != 4) continue;
            var window = BinaryPrimitives.ReadInt32BigEndian(payload[2..]);
            foreach (var stream in _streams) stream.SendWindow += window - _initialSendWindow;
            _initialSendWindow = window;
        }

        outbox.AcknowledgeSettings();
        Release(outbox);
    }

    private void Widen(int id, int increment, Outbox outbox)
    {
        if (id == 0) _sendWindow += increment;
        else Stream(id).SendWindow += increment;
        Release(outbox);
    }

    private void Release(Outbox outbox)
    {
        foreach (var stream in _streams)
        {
            if (stream.Held is not { } held) continue;
            stream.Held = null;
            foreach (var message in held) Send(stream, message, outbox);
        }
    }

    private GrpcStream Stream(int id) => _streams[id / 2];
}
