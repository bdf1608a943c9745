using TrafficTrace.ControlPlane.Sources.Files;

namespace TrafficTrace.ControlPlane.Tls;

/// <summary>A file of certificates or of a key over time: what was read last, and why it can't be read now.</summary>
internal sealed class PemFile(string path, IDisk disk)
{
    private readonly FileRest _rest = new(atStart: false);
    private FileStamp? _read;

    public string Path => path;

    /// <summary>Null as long as it could never be read.</summary>
    public string? Text { get; private set; }

    /// <summary>Null while it can be read.</summary>
    public string? Fault { get; private set; }

    /// <summary>Reads it as it is, at the start: there is nothing yet to go on with meanwhile.</summary>
    public void Open()
    {
        Try(() => Take(disk.Read(path)));
        if (Text is null) Fault ??= $"'{path}' is being written";
    }

    /// <summary>
    /// Reads the file if it has changed and come to rest. Returns how long until it is to be looked at again, null when it is at rest.
    /// </summary>
    public TimeSpan? Look(DateTimeOffset now) => Try(() => Read(now));

    private TimeSpan? Try(Func<TimeSpan?> read)
    {
        try
        {
            var again = read();
            Fault = null;
            return again;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _read = null;
            _rest.End();
            Fault = $"'{path}' can't be read: {failure.Message}";
            return null;
        }
    }

    private TimeSpan? Read(DateTimeOffset now)
    {
        var stamp = disk.Stamp(path);
        if (stamp == _read)
        {
            _rest.End();
            return null;
        }

        if (_rest.Left(stamp, _read, movedOver: false, now) is var wait && wait > TimeSpan.Zero) return wait;
        _rest.Take(now);
        return Take(disk.Read(path));
    }

    private TimeSpan? Take(FileText read)
    {
        if (read.Text is null) return FileRest.Quiet; // it was written meanwhile
        (_read, Text) = (read.Stamp, read.Text);
        _rest.End();
        return null;
    }
}
