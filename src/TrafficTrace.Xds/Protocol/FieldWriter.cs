using System.Buffers;
using System.Text;

namespace TrafficTrace.Xds.Protocol;

/// <summary>Writes length-delimited protobuf fields with tags below 16 into a buffer, copying each payload once.</summary>
internal ref struct FieldWriter(IBufferWriter<byte> output)
{
    private const int HeadSize = 6; // tag, and a length of up to five bytes

    private Span<byte> _span = output.GetSpan(4096);
    private int _used;

    public void Field(byte tag, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Head(tag, length);
        Ensure(length);
        _used += Encoding.UTF8.GetBytes(text, _span[_used..]);
    }

    public void Field(byte tag, ReadOnlySpan<byte> payload) => Field(tag, payload, []);

    /// <summary>A field of two parts.</summary>
    public void Field(byte tag, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> rest)
    {
        Head(tag, payload.Length + rest.Length);
        Copy(payload);
        Copy(rest);
    }

    public void Head(byte tag, int length)
    {
        Ensure(HeadSize);
        _span[_used++] = tag;
        for (var rest = (uint)length; ; rest >>= 7)
        {
            _span[_used++] = (byte)(rest > 0x7F ? rest | 0x80 : rest);
            if (rest <= 0x7F) return;
        }
    }

    public void Flush()
    {
        output.Advance(_used);
        _span = default;
        _used = 0;
    }

    private void Copy(ReadOnlySpan<byte> bytes)
    {
        Ensure(bytes.Length);
        bytes.CopyTo(_span[_used..]);
        _used += bytes.Length;
    }

    private void Ensure(int size)
    {
        if (_span.Length - _used >= size) return;
        output.Advance(_used);
        _span = output.GetSpan(Math.Max(size, 4096));
        _used = 0;
    }
}
