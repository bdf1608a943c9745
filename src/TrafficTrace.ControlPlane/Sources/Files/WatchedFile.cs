using System.Collections.Immutable;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>One file over time: what of it is in force, and whether it has to be read.</summary>
internal sealed class WatchedFile(string path, IDisk disk, ReaderOptions options, bool atStart)
{
    private readonly FileRest _rest = new(atStart);
    private FileStamp? _read;
    private DateTimeOffset? _missingSince;
    private UInt128 _hash; // the text itself would be held for each file
    private FileState? _ofText;

    public string Path => path;

    /// <summary>Null until it has been read for the first time.</summary>
    public FileState? State { get; private set; }

    /// <summary>It changed, and has not been read in peace yet.</summary>
    public bool IsRestless => _rest.IsRestless;

    /// <summary>The last attempt to read it did not fail; one that failed is made again when all files are looked at.</summary>
    public bool WasRead => IsRestless || _read is not null;

    /// <summary>The file is there. Returns how long it must be left alone before it is read, null when there is nothing to read.</summary>
    public TimeSpan? Look(FileStamp stamp, bool movedOver, DateTimeOffset now)
    {
        var wasMissing = _missingSince is not null;
        _missingSince = null;
        if (stamp != _read) return _rest.Left(stamp, _read, movedOver && !wasMissing, now);
        _rest.End();
        return null;
    }

    /// <summary>
    /// The file is not there. It is given the same quiet time, for tools that move the old one away first; then this returns null and it is
    /// gone.
    /// </summary>
    public TimeSpan? LookMissing(DateTimeOffset now)
    {
        _missingSince ??= now;
        var wait = FileRest.Quiet - (now - _missingSince.Value);
        return wait > TimeSpan.Zero ? wait : null;
    }

    public void Kept() => _missingSince = null;

    /// <summary>What is on the disk now. Changes nothing here, so that another thread may do it.</summary>
    public FileReading Reading() => FileReading.Of(path, disk, options, _ofText is null ? null : _hash);

    /// <summary>Stays restless when it changed while it was read.</summary>
    public void Take(FileReading reading, DateTimeOffset now)
    {
        if (reading.Failure is IOException or UnauthorizedAccessException) Unreadable(reading.Failure.Message, now);
        else if (reading.Failure is not null) Failed(reading, now);
        else if (reading.Stamp is { } stamp && _rest.IsSeen(stamp))
        {
            _read = _rest.Take(now) ? stamp : null;
            TakeText(reading, now);
        }
    }

    /// <summary>What it held stays in force, and the state says why it is not read.</summary>
    public void Unreadable(string reason, DateTimeOffset now)
    {
        _read = null;
        _rest.End();
        Keep(reason, now);
    }

    /// <summary>A text that was taken is not tried again before it changes: it may take long, and much memory, to fail.</summary>
    private void Failed(FileReading reading, DateTimeOffset now)
    {
        _read = reading.Stamp;
        _rest.End();
        Keep($"too little memory, or a fault of this program: {reading.Failure!.GetType().Name}: {reading.Failure.Message}", now);
    }

    private void Keep(string reason, DateTimeOffset now)
    {
        var isServed = State is { Resources.IsEmpty: false };
        var error = new Finding(
            path,
            0,
            "",
            "",
            $"cannot be read ({reason}); {(isServed ? "what it held before stays in force until it can" : "nothing is served from it")}");
        if (State is { Errors: [var told] } && told == error) return;
        State = new(path, now, State?.Resources ?? [], [error], [], State?.Skipped ?? ImmutableSortedDictionary<string, int>.Empty);
    }

    private void TakeText(FileReading reading, DateTimeOffset now)
    {
        if (reading.Content is { } content) (_hash, _ofText) = (reading.Hash, StateOf(content, now));
        else if (ReferenceEquals(State, _ofText)) return; // touched, or written anew with the same content
        else _ofText = _ofText! with { Since = now };
        State = _ofText;
    }

    private FileState StateOf(ReadResult read, DateTimeOffset now)
    {
        // A new file that is broken adds nothing; at the start there is no last good version, and its good part is better than nothing.
        var sound = ImmutableArray.CreateRange(
            read.Resources, resource => new PlacedResource(resource, new Place(path, read.Lines[resource.Key])));
        var kept = State?.Resources ?? (atStart ? sound : []);
        return new(path, now, read.Errors.IsEmpty ? sound : kept, First(read.Errors), First(read.Warnings), read.Skipped)
        {
            ErrorCount = read.ErrorCount,
            WarningCount = read.WarningCount,
        };
    }

    private static ImmutableArray<Finding> First(ImmutableArray<Finding> findings) =>
        findings.Length <= FileState.MaxFindings ? findings : [.. findings.Take(FileState.MaxFindings)];
}
