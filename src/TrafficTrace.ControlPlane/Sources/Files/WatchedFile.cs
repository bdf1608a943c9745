using System.Collections.Immutable;
using System.IO.Hashing;
using System.Runtime.InteropServices;
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

    /// <summary>The file is there. Returns how long it must be left alone before it is read, null when there is nothing to read.</summary>
    public TimeSpan? Look(FileStamp stamp, bool movedOver, DateTimeOffset now)
    {
        var wasMissing = _missingSince is not null;
        _missingSince = null;
        if (stamp != _read) return _rest.Left(stamp, _read, movedOver && !wasMissing, now);
        _rest.End();
        return null;
    }

    /// <summary>The file is not there. It is given the same quiet time, for tools that move the old one away first; then this returns null and it is gone.</summary>
    public TimeSpan? LookMissing(DateTimeOffset now)
    {
        _missingSince ??= now;
        var wait = FileRest.Quiet - (now - _missingSince.Value);
        return wait > TimeSpan.Zero ? wait : null;
    }

    public void Kept() => _missingSince = null;

    /// <summary>Stays restless when it changed meanwhile. Whatever goes wrong is this file's affair alone.</summary>
    public void Read(DateTimeOffset now)
    {
        try
        {
            var (stamp, text) = disk.Read(path);
            if (text is null || !_rest.IsSeen(stamp)) return;
            _read = _rest.Take(now) ? stamp : null;
            Take(text, now);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Unreadable(failure.Message, now);
        }
        catch (Exception failure)
        {
            // A text that was taken is not tried again before it changes: it may take long, and much memory, to fail.
            _rest.End();
            Keep($"too little memory, or a fault of this program: {failure.GetType().Name}: {failure.Message}", now);
        }
    }

    /// <summary>What it held stays in force, and the state says why it is not read.</summary>
    public void Unreadable(string reason, DateTimeOffset now)
    {
        _read = null;
        _rest.End();
        Keep(reason, now);
    }

    private void Keep(string reason, DateTimeOffset now)
    {
        var isServed = State is { Resources.IsEmpty: false };
        var error = new Finding(
            path, 0, "", "", $"cannot be read ({reason}); {(isServed ? "what it held before stays in force until it can" : "nothing is served from it")}");
        if (State is { Errors: [var told] } && told == error) return;
        State = new(path, now, State?.Resources ?? [], [error], [], State?.Skipped ?? ImmutableSortedDictionary<string, int>.Empty);
    }

    private void Take(string text, DateTimeOffset now)
    {
        var hash = XxHash128.HashToUInt128(MemoryMarshal.AsBytes(text.AsSpan()));
        if (_ofText is null || hash != _hash) (_hash, _ofText) = (hash, StateOf(ResourceReader.ReadFile(text, path, options), now));
        else if (ReferenceEquals(State, _ofText)) return; // touched, or written anew with the same content
        else _ofText = _ofText with { Since = now };
        State = _ofText;
    }

    private FileState StateOf(ReadResult read, DateTimeOffset now)
    {
        // A new file that is broken adds nothing; at the start there is no last good version, and its good part is better than nothing.
        var sound = ImmutableArray.CreateRange(read.Resources, resource => new PlacedResource(resource, new Place(path, read.Lines[resource.Key])));
        var kept = State?.Resources ?? (atStart ? sound : []);
        return new(path, now, read.Errors.IsEmpty ? sound : kept, First(read.Errors), First(read.Warnings), read.Skipped)
        {
            ErrorCount = read.Errors.Length,
            WarningCount = read.Warnings.Length,
        };
    }

    private static ImmutableArray<Finding> First(ImmutableArray<Finding> findings) =>
        findings.Length <= FileState.MaxFindings ? findings : [.. findings.Take(FileState.MaxFindings)];
}
