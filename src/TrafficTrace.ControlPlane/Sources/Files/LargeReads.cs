namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>
/// Reads large files one at a time, beside the loop that watches: it may take seconds, and much memory, and the small ones go on
/// meanwhile. The loop alone begins and takes; what runs beside it touches no state of a file.
/// </summary>
internal sealed class LargeReads(Action done)
{
    /// <summary>In bytes. What is shorter takes less than half a second, whatever is in it.</summary>
    public const int Large = 1 << 17;

    private WatchedFile? _file;
    private Task<FileReading>? _reading;

    public bool IsReading(WatchedFile file) => ReferenceEquals(file, _file);

    /// <summary>False while another one is read.</summary>
    public bool TryBegin(WatchedFile file)
    {
        if (_reading is not null) return false;
        (_file, _reading) = (file, Task.Run(file.Reading));
        _ = _reading.ContinueWith(_ => done(), TaskScheduler.Default);
        return true;
    }

    /// <summary>Gives the file what was read, if that is done.</summary>
    public void Take(DateTimeOffset now)
    {
        if (_reading is not { IsCompleted: true } reading) return;
        _file!.Take(reading.Result, now);
        (_file, _reading) = (null, null);
    }
}
