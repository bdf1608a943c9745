using System.Text;

namespace TrafficTrace.Load.Proxies;

/// <summary>Writes a small protobuf message into a buffer that is used again and again.</summary>
internal sealed class ProtoWriter
{
    private byte[] _buffer = new byte[4096];
    private int _length;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Ensure(value.Length + 10);
        Varint((uint)(field << 3) | 2);
        Varint((uint)value.Length);
        value.CopyTo(_buffer.AsSpan(_length));
        _length += value.Length;
    }

    /// <summary>Appends fields that are written already.</summary>
    public void Raw(ReadOnlySpan<byte> fields)
    {
        Ensure(fields.Length);
        fields.CopyTo(_buffer.AsSpan(_length));
        _length += fields.Length;
    }

    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    private void Ensure(int more)
    {
        if (_length + more > _buffer.Length) Array.Resize(ref _buffer, (_buffer.Length + more) * 2);
    }

    private void Varint(uint value)
    {
        for (; value >= 0x80; value >>= 7) _buffer[_length++] = (byte)(value | 0x80);
        _buffer[_length++] = (byte)value;
    }
}
