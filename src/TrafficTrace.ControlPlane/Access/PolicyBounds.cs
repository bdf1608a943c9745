using System.Collections.Immutable;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Fleet.Authentication;

namespace TrafficTrace.ControlPlane.Access;

/// <summary>
/// Whether a policy keeps to the tags of a token. It has to say so itself, in each selector, so that it keeps to them whichever proxies
/// come later; and no proxy that is there may have another value besides, since a policy takes a proxy whole.
/// </summary>
internal static class PolicyBounds
{
    /// <summary>Field and reason of all that goes beyond; empty when nothing does.</summary>
    /// <param name="policy">As it is, or as it would be.</param>
    /// <param name="bounds">Not empty.</param>
    /// <param name="proxies">Those that are there, of any mesh.</param>
    public static IEnumerable<(string Field, string Reason)> Beyond(
        TrafficTracePolicy policy, TagBounds bounds, IEnumerable<Proxy> proxies)
    {
        for (var i = 0; i < policy.Selectors.Length; i++)
        {
            foreach (var (key, values) in bounds.Values.Where(tag => !Keeps(policy.Selectors[i], tag.Key, tag.Value)))
                yield return ($"selectors[{i}].match[\"{key}\"]", $"has to be {string.Join(" or ", values)}: the token goes no further");
        }

        string[] outside =
        [
            .. proxies.Where(proxy => PolicyMatcher.Selects(policy, proxy) && bounds.Misfit(proxy) is not null)
                .Select(proxy => proxy.Name).Order(StringComparer.Ordinal),
        ];
        if (outside.Length > 0)
            yield return ("selectors", $"select proxies that are not {bounds.Written}: {Told(SomeNames.Of(outside))}");
    }

    private static bool Keeps(TagSelector selector, string key, ImmutableSortedSet<string> values) =>
        selector.Match.TryGetValue(key, out var value) && value != TagSelector.Wildcard && values.Contains(value);

    private static string Told(SomeNames names) => string.Join(", ", names.Names) + (names.Count > names.Names.Length ? ", …" : "");
}
