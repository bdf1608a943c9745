using System.Collections.Immutable;
using Envoy.Api.Protos;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Translation.Previews;

/// <summary>What of a proxy's resources is different between two translations.</summary>
internal static class ChangedResources
{
    /// <param name="before">Null for a proxy that had nothing.</param>
    /// <param name="after">What it is to have.</param>
    /// <returns>In the order of types and names.</returns>
    public static ImmutableArray<ChangedResource> Between(EnvoyResources? before, EnvoyResources after)
    {
        var changed = ImmutableArray.CreateBuilder<ChangedResource>();
        foreach (var (type, resources) in after.Sets)
        {
            var old = before is null ? [] : before[type];
            if (old != resources) Add(changed, old, resources);
        }

        return changed.DrainToImmutable();
    }

    // Both are sorted by name.
    private static void Add(
        ImmutableArray<ChangedResource>.Builder changed, ImmutableArray<PackedResource> before, ImmutableArray<PackedResource> after)
    {
        var (b, a) = (0, 0);
        while (b < before.Length || a < after.Length)
        {
            var order = b == before.Length ? 1 : a == after.Length ? -1 : string.CompareOrdinal(before[b].Name, after[a].Name);
            if (order < 0) changed.Add(new(before[b++], null));
            else if (order > 0) changed.Add(new(null, after[a++]));
            else if (before[b++] is var was && after[a++] is var now && !was.Equals(now)) changed.Add(new(was, now));
        }
    }
}
