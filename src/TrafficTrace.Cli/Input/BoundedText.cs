using System.Text;
using TrafficTrace.Core.Wire;

namespace TrafficTrace.Cli.Input;

/// <summary>Reads no more of a file, a pipe or a device than a text may have: some are without end.</summary>
internal static class BoundedText
{
    /// <exception cref="IOException">It is longer.</exception>
    public static string Read(string path)
    {
        using var reader = new StreamReader(path);
        return Read(reader);
    }

    /// <exception cref="IOException">It is longer.</exception>
    public static string Read(TextReader reader)
    {
        var text = new StringBuilder();
        var bytes = 0L;
        var buffer = new char[1 << 16];
        while (reader.Read(buffer) is > 0 and var length)
        {
            text.Append(buffer, 0, length);
            bytes += Encoding.UTF8.GetByteCount(buffer.AsSpan(0, length));
            if (bytes > ResourceReader.MaxLength) throw new IOException(ResourceReader.TooLong);
        }

        return text.ToString();
    }
}
