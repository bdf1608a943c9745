using TrafficTrace.ControlPlane.Sources.Files;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Sources.Secrets;

/// <summary>One file over time: the last good value in it, and what is wrong with it at present.</summary>
/// <param name="path">As it is named.</param>
/// <param name="root">The folder that no link may lead out of.</param>
/// <param name="disk">Where it is read.</param>
/// <param name="atStart">Nothing was read yet: what was finished before need not come to rest.</param>
internal sealed class SecretFile(string path, string root, IDisk disk, bool atStart)
{
    private readonly FileRest _rest = new(atStart);
    private FileStamp? _read;
    private DateTimeOffset? _missingSince;

    /// <summary>Null as long as it never held a good one.</summary>
    public SecretValue? Value { get; private set; }

    /// <summary>Null when it is read and good.</summary>
    public string? Fault { get; private set; }

    /// <summary>
    /// Reads the file if it has changed and come to rest. Returns how long until it is to be looked at again, null when it is at rest.
    /// </summary>
    /// <exception cref="FileNotFoundException">It is not there, or a link leads nowhere.</exception>
    /// <exception cref="DirectoryNotFoundException">A link leads nowhere.</exception>
    public TimeSpan? Look(DateTimeOffset now)
    {
        try
        {
            var again = Look(RealPath.Of(path), now);
            _missingSince = null;
            return again;
        }
        catch (Exception failure) when (failure is (IOException or UnauthorizedAccessException)
            and not (FileNotFoundException or DirectoryNotFoundException))
        {
            Unreadable(failure.Message);
            return null;
        }
    }

    /// <summary>It is not there. Null once that has been so for a while: tools move the old one away first.</summary>
    public TimeSpan? LookMissing(DateTimeOffset now)
    {
        _missingSince ??= now;
        var wait = FileRest.Quiet - (now - _missingSince.Value);
        return wait > TimeSpan.Zero ? wait : null;
    }

    private TimeSpan? Look(string real, DateTimeOffset now)
    {
        if (!RealPath.IsIn(root, real)) throw new IOException("a link leads out of the folder of secrets");
        var stamp = disk.Stamp(real);
        if (stamp == _read)
        {
            _rest.End();
            return null;
        }

        if (_rest.Left(stamp, _read, movedOver: false, now) is var wait && wait > TimeSpan.Zero) return wait;
        if (stamp.Length > SecretText.MaxLength) throw new IOException($"it {SecretText.TooLong}");
        var (ofText, text) = disk.Read(real);
        if (text is null || !_rest.IsSeen(ofText)) return FileRest.Quiet; // it was written meanwhile
        _read = _rest.Take(now) ? ofText : null;
        Take(text);
        return _rest.IsRestless ? FileRest.Quiet : null;
    }

    private void Take(string text)
    {
        (var value, Fault) = SecretText.Read(text);
        Value = value ?? Value;
    }

    private void Unreadable(string reason)
    {
        _read = null;
        _rest.End();
        Fault = $"cannot be read ({reason})";
    }
}
