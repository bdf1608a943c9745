using System.IO.Hashing;
using System.Runtime.InteropServices;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>
/// What reading a file came to. <see cref="Stamp"/> is null when it changed meanwhile, or was not read at all; <see cref="Content"/> is
/// null when the text is the known one, and when there is a <see cref="Failure"/>.
/// </summary>
internal sealed record FileReading(FileStamp? Stamp, UInt128 Hash, ReadResult? Content, Exception? Failure)
{
    /// <summary>
    /// Never throws: whatever goes wrong is this file's affair alone. <paramref name="known"/> is the hash of a text that need not be
    /// read again.
    /// </summary>
    public static FileReading Of(string path, IDisk disk, ReaderOptions options, UInt128? known)
    {
        FileStamp? stamp = null;
        try
        {
            var (ofText, text) = disk.Read(path);
            if (text is null) return new(null, default, null, null);
            stamp = ofText;
            var hash = XxHash128.HashToUInt128(MemoryMarshal.AsBytes(text.AsSpan()));
            return new(stamp, hash, hash == known ? null : ResourceReader.ReadFile(text, path, options), null);
        }
        catch (Exception failure)
        {
            return new(stamp, default, null, failure);
        }
    }
}
