namespace TrafficTrace.Load.Proxies;

/// <summary>
/// Walks the fields of one protobuf message without decoding it: a nested message is a span to walk in its turn, or to
/// step over.
/// </summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    public int Field { get; private set; }

    /// <summary>Content of a string, bytes or message field.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    public ulong Number { get; private set; }

    /// <summary>A length-delimited field of a message, empty when it is absent.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> message, int field)
    {
        var fields = new ProtoReader(message);
        ReadOnlySpan<byte> found = default;
        while (fields.Next())
        {
            if (fields.Field == field) found = fields.Bytes;
        }

        return found;
    }

    public bool Next()
    {
        if (_rest.IsEmpty) return false;
        var tag = (uint)Varint();
        Field = (int)(tag >> 3);
        switch (tag & 7)
        {
            case 0: Number = Varint(); break;
            case 1: Bytes = Take(8); break;
            case 2: Bytes = Take((int)Varint()); break;
            case 5: Bytes = Take(4); break;
            default: throw new InvalidDataException($"field {Field} has wire type {tag & 7}, which no message here has");
        }

        return true;
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = _rest[0];
            _rest = _rest[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
