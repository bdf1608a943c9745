using System.Collections.Immutable;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Reports.Previews;

namespace TrafficTrace.Translation.Previews;

/// <summary>Proxies by what changes for them. Thousands that change alike are told once, and nothing is written for the others.</summary>
internal sealed class ChangeGroups
{
    /// <summary>So many groups are told.</summary>
    public const int Max = 50;

    private readonly Dictionary<string, List<(string Proxy, ImmutableArray<ChangedResource> Resources)>> _groups =
        new(StringComparer.Ordinal);

    /// <summary>Groups that are not among <see cref="Told"/>.</summary>
    public int More => Math.Max(0, _groups.Count - Max);

    /// <summary>One proxy after the other, in their order.</summary>
    public void Add(string proxy, ImmutableArray<ChangedResource> resources)
    {
        var key = string.Join('\n', resources.Select(resource => resource.Kind));
        if (!_groups.TryGetValue(key, out var group)) _groups.Add(key, group = []);
        group.Add((proxy, resources));
    }

    /// <summary>The largest, and of two of one size that with the first proxy.</summary>
    public ImmutableArray<PreviewedChange> Told() =>
    [
        .. _groups.Values.OrderByDescending(group => group.Count).ThenBy(group => group[0].Proxy, StringComparer.Ordinal).Take(Max)
            .Select(group => new PreviewedChange(
                group.Count,
                SomeNames.Of([.. group.Select(one => one.Proxy)]).Names,
                [.. group[0].Resources.Select((resource, index) => ResourceText.Diff(resource, IsShared(group, index)))])),
    ];

    private static bool IsShared(List<(string Proxy, ImmutableArray<ChangedResource> Resources)> group, int index) =>
        group.TrueForAll(one => one.Resources[index].Name == group[0].Resources[index].Name);
}
