using System.Collections.Immutable;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Fleet.Registration;

/// <summary>
/// A proxy that registered itself, with the Dataplane that it brought last, as one instance of the control plane knows it. Immutable: each
/// step gives the next.
/// </summary>
/// <param name="By">Who said it.</param>
/// <param name="Instance">Which of the control planes has it.</param>
/// <param name="Generation">Of that instance's claims, the one by which it has it.</param>
internal sealed record RegisteredProxy(Dataplane Dataplane, Claimant By, string Instance, long Generation)
{
    /// <summary>So long after its last stream it is taken away.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);

    /// <summary>So long after its instance was found to be gone.</summary>
    public static readonly TimeSpan StaleLinger = TimeSpan.FromMinutes(10);

    /// <summary>Its streams here, by their ids.</summary>
    public ImmutableHashSet<long> Streams { get; init; } = [];

    /// <summary>What the proxy said that it replaced, as long as it is there itself: that one does not come back meanwhile.</summary>
    public string? Replaced { get; init; }

    /// <summary>Since when nobody is known to have it; null while somebody has.</summary>
    public DateTimeOffset? GoneAt { get; init; }

    /// <summary>So long after <see cref="GoneAt"/> it is taken away.</summary>
    public TimeSpan Patience { get; init; } = Linger;

    /// <summary>It went away with many others: it is not taken away at all.</summary>
    public bool IsLost { get; init; }

    /// <summary>The row of it is as this is.</summary>
    public bool IsRecorded { get; init; }

    public ResourceKey Key => Dataplane.Key;

    /// <summary>When it is to be looked at again; null when nothing is to be done by then.</summary>
    public DateTimeOffset? DueAt => IsLost ? null : GoneAt + Patience;

    public RegistrationState State => this switch
    {
        { Streams.IsEmpty: false } => RegistrationState.Connected,
        { IsLost: true } => RegistrationState.Lost,
        { GoneAt: null } => RegistrationState.Elsewhere,
        _ => Patience == Linger ? RegistrationState.Leaving : RegistrationState.Stale,
    };

    /// <summary>Of a row that another instance wrote.</summary>
    public static RegisteredProxy Of(KeptRegistration row) =>
        new(row.Dataplane, new(row.Address, IsNamed: false), row.Instance, row.Generation) { IsLost = row.IsLost, IsRecorded = true };

    /// <summary>The row of it.</summary>
    public KeptRegistration Row(DateTimeOffset now) => new(Dataplane, Instance, Generation, now) { IsLost = IsLost, Address = By.Address };

    /// <summary>With a stream that brought the same.</summary>
    public RegisteredProxy Opened(long stream) => this with { Streams = Streams.Add(stream), GoneAt = null, IsLost = false };

    public RegisteredProxy Closed(long stream, DateTimeOffset now)
    {
        if (!Streams.Contains(stream)) return this; // another took its place
        var left = Streams.Remove(stream);
        return left.IsEmpty
            ? this with { Streams = left, Replaced = null, GoneAt = now, Patience = Linger }
            : this with { Streams = left };
    }
}
