using System.Collections.Immutable;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Replicas;

/// <summary>
/// Which other control planes share the store, by the rows that each writes. Whether one lives is told from its beats and from the time
/// that passes between looks here: no two clocks are compared. Written by the loop of <see cref="Heartbeat"/> alone.
/// </summary>
/// <param name="own">This instance.</param>
internal sealed class ReplicaRoster(string own)
{
    /// <summary>One that has written nothing for so long is gone.</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(10);

    /// <summary>The same of one in whose place this one was started.</summary>
    public static readonly TimeSpan Replaced = 2 * Heartbeat.Interval;

    // While nobody looked, as when the store was away or this process stood still, nobody was seen to be silent.
    private static readonly TimeSpan LongestPause = 2 * Heartbeat.Interval;

    private ImmutableDictionary<string, (ReplicaRow Row, TimeSpan Silence)> _known =
        ImmutableDictionary.Create<string, (ReplicaRow, TimeSpan)>(StringComparer.Ordinal);

    private string _ownAddress = "";

    public IEnumerable<ReplicaRow> Peers => _known.Values.Select(known => known.Row);

    /// <summary>When each was last seen to write that it lives, this one among them.</summary>
    public ImmutableDictionary<string, DateTimeOffset> LastBeats { get; private set; } =
        ImmutableDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    public bool Knows(string instance) => _known.ContainsKey(instance);

    /// <summary>Those whose rows are to be taken away.</summary>
    public ImmutableArray<ReplicaRow> Gone => [.. _known.Values.Where(IsGone).Select(known => known.Row)];

    /// <param name="rows">All that are there.</param>
    /// <param name="now">Told to people.</param>
    /// <param name="passed">Since the look before.</param>
    public void Look(ImmutableArray<ReplicaRow> rows, DateTimeOffset now, TimeSpan passed)
    {
        LastBeats = rows.ToImmutableDictionary(
            row => row.Instance, row => IsStill(row) ? LastBeats[row.Instance] : now, StringComparer.Ordinal);
        _ownAddress = rows.FirstOrDefault(row => row.Instance == own)?.Address ?? "";
        var silent = passed < LongestPause ? passed : LongestPause;
        _known = rows.Where(row => row.Instance != own).ToImmutableDictionary(
            row => row.Instance,
            row => (row, IsStill(row) ? _known[row.Instance].Silence + silent : TimeSpan.Zero),
            StringComparer.Ordinal);
    }

    private bool IsStill(ReplicaRow row) => _known.TryGetValue(row.Instance, out var known) && known.Row.Beat == row.Beat;

    private bool IsGone((ReplicaRow Row, TimeSpan Silence) known) =>
        known.Silence >= (known.Row.Address == _ownAddress ? Replaced : Forgotten);
}
