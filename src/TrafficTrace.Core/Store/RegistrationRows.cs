using System.Collections.Immutable;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Store;

/// <summary>What is kept of proxies that registered themselves, as of one moment.</summary>
/// <param name="Position">Where the rows have come to; it grows with each write.</param>
/// <param name="Changed">Those written after the position that was asked about.</param>
/// <param name="Present">All that are there; null when nothing was written since.</param>
/// <param name="Beats">How often each instance that shares the rows has looked; one that lives looks again and again.</param>
public sealed record RegistrationRows(
    long Position,
    ImmutableArray<KeptRegistration> Changed,
    ImmutableHashSet<ResourceKey>? Present,
    ImmutableDictionary<string, long> Beats)
{
    public static readonly RegistrationRows None = new(0, [], [], ImmutableDictionary.Create<string, long>(StringComparer.Ordinal));
}
