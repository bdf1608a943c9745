namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>
/// When a changed file may be read. One that is being written must not be taken for the whole: half a document is an error anyway,
/// but half of the documents are not. So a file that is written in place is read once its stamp has been the same for <see cref="Quiet"/>;
/// one that was moved over the old one is whole, and is read at once. What cannot be told from a finished file is a writer that pauses
/// longer than that between two documents. A file that never comes to rest is read all the same: when it grows, it is still being written
/// and gets <see cref="Patience"/>; when it is rewritten again and again, <see cref="PatienceWhenRewritten"/>.
/// </summary>
internal sealed class FileRest(bool atStart)
{
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan PatienceWhenRewritten = TimeSpan.FromMilliseconds(500);

    /// <summary>From one time of reading to the next, for files that are moved over one another faster than that.</summary>
    public static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(50);

    /// <summary>Between two times of rewriting: enough that it is not read in the midst of one.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private FileStamp? _seen;
    private DateTimeOffset _seenAt;
    private DateTimeOffset? _restlessSince;
    private DateTimeOffset? _takenAt;
    private bool _isWhole;
    private bool _isRewritten;

    public bool IsRestless => _restlessSince is not null;

    /// <summary>How long the changed file must be left alone yet; nothing or less: it may be read.</summary>
    /// <param name="stamp">The file's present one.</param>
    /// <param name="taken">That of the text that is in use; null when there is none.</param>
    /// <param name="movedOver">Whether another file was moved over this one, and nothing has happened to it since.</param>
    /// <param name="now">The present time.</param>
    public TimeSpan Left(FileStamp stamp, FileStamp? taken, bool movedOver, DateTimeOffset now)
    {
        if (stamp != _seen) See(stamp, _seen ?? taken, movedOver, now);
        var rested = now - _seenAt;
        var restless = now - (_restlessSince ??= now);
        if (stamp.Length == 0) return Quiet - rested; // mostly it is about to be written
        if (_isWhole) return _takenAt is { } last ? Spacing - (now - last) : TimeSpan.Zero;
        if (restless >= Patience) return TimeSpan.Zero;
        return (_isRewritten && restless >= PatienceWhenRewritten ? Pause : Quiet) - rested;
    }

    /// <summary>The file was read. False when that was in its unrest: it is to be read again when it has come to rest.</summary>
    public bool Take(DateTimeOffset now)
    {
        var isSure = _isWhole || now - _seenAt >= Quiet;
        _takenAt = now;
        if (isSure) End();
        else (_restlessSince, _isRewritten) = (now, false);
        return isSure;
    }

    /// <summary>The file is as it was read, or cannot be read.</summary>
    public void End() => (_seen, _restlessSince, _isWhole, _isRewritten) = (null, null, false, false);

    public bool IsSeen(FileStamp stamp) => stamp == _seen;

    private void See(FileStamp stamp, FileStamp? before, bool movedOver, DateTimeOffset now)
    {
        // What was finished before the start needs no waiting for. Later the clock of a file system is not relied on.
        var isOld = atStart && before is null && stamp.Written < now;
        _isWhole = movedOver && before is { } other && other.Identity != stamp.Identity;
        _isRewritten |= _seen is { } last && (last.Identity != stamp.Identity || last.Length >= stamp.Length);
        (_seen, _seenAt) = (stamp, isOld ? stamp.Written : now);
    }
}
