using System.Collections.Immutable;
using TrafficTrace.Core.Wire;

namespace TrafficTrace.ControlPlane.Files;

/// <summary>
/// One file over time. A changed file is read once its stamp has been the same for <see cref="Quiet"/>, so that a text that is
/// being written is not taken for the whole: half a document is an error anyway, but half of the documents are not. What cannot
/// be told from a finished file is a writer that pauses longer than that between two documents; rename a finished file over the
/// old one, as most tools do, to be safe from that. A file that never comes to rest is read after <see cref="Patience"/>.
/// </summary>
internal sealed class WatchedFile(string path, IDisk disk, ReaderOptions options, bool atStart)
{
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    /// <summary>An emptied file is mostly one that is about to be written.</summary>
    public static readonly TimeSpan QuietWhenEmpty = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private FileStamp? _read;
    private FileStamp? _seen;
    private DateTimeOffset _seenAt;
    private DateTimeOffset? _restlessSince;
    private DateTimeOffset? _missingSince;
    private string? _text;
    private ReadResult? _result;

    /// <summary>Null until it has been read for the first time.</summary>
    public FileState? State { get; private set; }

    /// <summary>The file is there. Returns how long it must be left alone before it is looked at again, null when it is at rest.</summary>
    public TimeSpan? Look(FileStamp stamp, DateTimeOffset now)
    {
        _missingSince = null;
        if (stamp == _read) return Rest();
        if (stamp != _seen) (_seen, _seenAt) = (stamp, now);
        _restlessSince ??= now;
        var wait = (stamp.Length == 0 ? QuietWhenEmpty : Quiet) - (now - _seenAt);
        if (wait > TimeSpan.Zero && now - _restlessSince < Patience) return wait;
        return Read(now);
    }

    /// <summary>The file is not there. It is given the same quiet time, for tools that move the old one away first; then this returns null and it is gone.</summary>
    public TimeSpan? LookMissing(DateTimeOffset now)
    {
        _missingSince ??= now;
        var wait = Quiet - (now - _missingSince.Value);
        return wait > TimeSpan.Zero ? wait : null;
    }

    public void Kept() => _missingSince = null;

    /// <summary>What it held stays in force, and the state says why it is not read.</summary>
    public void Unreadable(string reason, DateTimeOffset now)
    {
        _read = null;
        Rest();
        var error = new Finding(path, 0, "", "", $"cannot be read ({reason}); what it held before stays in force until this process may read it");
        if (State is { Errors: [var told] } && told == error) return;
        State = new(path, now, State?.Resources ?? [], [error], [], State?.Skipped ?? ImmutableSortedDictionary<string, int>.Empty);
    }

    private TimeSpan? Rest()
    {
        (_seen, _restlessSince) = (null, null);
        return null;
    }

    private TimeSpan? Read(DateTimeOffset now)
    {
        try
        {
            var (stamp, text) = disk.Read(path);
            if (text is null) return Quiet;
            (_read, _seen, _restlessSince) = (stamp, null, null);
            Take(text, now);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Unreadable(failure.Message, now);
        }

        return null;
    }

    private void Take(string text, DateTimeOffset now)
    {
        if (text != _text) (_text, _result) = (text, ResourceReader.Read(text, path, options));
        else if (State is { } state && state.Errors == _result!.Errors) return; // touched, or written anew with the same content

        var result = _result!;
        // A new file that is broken adds nothing; at the start there is no last good version, and its good part is better than nothing.
        var kept = State?.Resources ?? (atStart ? result.Resources : []);
        State = new(path, now, result.Errors.IsEmpty ? result.Resources : kept, result.Errors, result.Warnings, result.Skipped);
    }
}
