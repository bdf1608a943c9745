using System.Buffers.Binary;
using System.Text;

namespace TrafficTrace.Load.Http2;

/// <summary>Frames on their way out: filled while one connection is served, then sent with one call. Shared by all connections.</summary>
internal sealed class Outbox
{
    public const int FrameHeader = 9;

    private const byte EndHeaders = 0x4;
    private const byte Acknowledged = 0x1;

    private byte[] _buffer = new byte[64 * 1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
    }

    /// <summary>What opens a connection: windows as wide as Envoy's defaults (256 MiB), no push, no header table.</summary>
    public void Preface()
    {
        Append("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8);
        var settings = Frame(FrameType.Settings, 0, 0, 18);
        Setting(settings, 1, 0);
        Setting(settings[6..], 2, 0);
        Setting(settings[12..], 4, Http2Connection.Window);
        WindowUpdate(0, Http2Connection.Window - 65535);
    }

    /// <summary>Opens a gRPC call. Literals without indexing and without Huffman: nothing to remember on either side.</summary>
    public void Headers(int stream, string path, string authority, string? token)
    {
        var block = new byte[256 + (token?.Length ?? 0)];
        var length = 0;
        block[length++] = 0x83; // :method POST
        block[length++] = 0x86; // :scheme http
        length += Literal(block.AsSpan(length), 4, "", path);
        length += Literal(block.AsSpan(length), 1, "", authority);
        length += Literal(block.AsSpan(length), 0, "content-type", "application/grpc");
        length += Literal(block.AsSpan(length), 0, "te", "trailers");
        if (token is not null) length += Literal(block.AsSpan(length), 0, "authorization", token);
        block.AsSpan(0, length).CopyTo(Frame(FrameType.Headers, EndHeaders, stream, length));
    }

    /// <summary>A gRPC message as one DATA frame.</summary>
    public void Message(int stream, ReadOnlySpan<byte> message)
    {
        var data = Frame(FrameType.Data, 0, stream, message.Length + 5);
        data[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(data[1..], message.Length);
        message.CopyTo(data[5..]);
    }

    public void WindowUpdate(int stream, int increment) =>
        BinaryPrimitives.WriteInt32BigEndian(Frame(FrameType.WindowUpdate, 0, stream, 4), increment);

    public void AcknowledgeSettings() => Frame(FrameType.Settings, Acknowledged, 0, 0);

    public void AcknowledgePing(ReadOnlySpan<byte> payload) => payload.CopyTo(Frame(FrameType.Ping, Acknowledged, 0, 8));

    private Span<byte> Frame(FrameType type, byte flags, int stream, int length)
    {
        var frame = Reserve(FrameHeader + length);
        BinaryPrimitives.WriteInt32BigEndian(frame, length << 8);
        frame[3] = (byte)type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame[5..], stream);
        return frame[FrameHeader..];
    }

    private Span<byte> Reserve(int length)
    {
        if (Length + length > _buffer.Length) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + length));
        Length += length;
        return _buffer.AsSpan(Length - length, length);
    }

    private static void Setting(Span<byte> payload, ushort key, int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(payload, key);
        BinaryPrimitives.WriteInt32BigEndian(payload[2..], value);
    }

    // A name by its index in HPACK's static table, or index 0 and the name itself.
    private static int Literal(Span<byte> block, byte index, string name, string value)
    {
        var length = 0;
        block[length++] = index;
        if (index == 0) length += Text(block[length..], name);
        return length + Text(block[length..], value);
    }

    private static int Text(Span<byte> block, string text)
    {
        var length = Integer(block, text.Length);
        return length + Encoding.ASCII.GetBytes(text, block[length..]);
    }

    // With a prefix of 7 bits (RFC 7541 5.1).
    private static int Integer(Span<byte> block, int value)
    {
        const int prefix = 127;
        if (value < prefix)
        {
            block[0] = (byte)value;
            return 1;
        }

        block[0] = prefix;
        var length = 1;
        for (value -= prefix; value >= 128; value >>= 7) block[length++] = (byte)(value | 128);
        block[length++] = (byte)value;
        return length;
    }
}
