using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Sources;

/// <summary>Tells the operator which documents do not count, because somebody else's does.</summary>
internal static class LayersReport
{
    /// <param name="log">Where it is told.</param>
    /// <param name="layers">As they are with <paramref name="puts"/>.</param>
    /// <param name="puts">What was said just now.</param>
    public static void Say(ILogger log, Layers layers, IEnumerable<PlacedResource> puts)
    {
        Definition[][] several =
        [
            .. puts.Select(put => layers.Of(put.Key)).Where(definitions => definitions.Length > 1)
                .Select(definitions => definitions.ToArray()),
        ];
        Some.Say(several, definitions => Say(log, definitions), log.MoreShadowed);
    }

    private static void Say(ILogger log, Definition[] definitions)
    {
        foreach (var shadowed in definitions[1..]) Say(log, definitions[0], shadowed);
    }

    private static void Say(ILogger log, Definition counts, Definition shadowed)
    {
        if (Layers.IsRetired(shadowed, counts)) log.Retired(counts.Resource.Key, counts, shadowed);
        else log.Shadowed(counts.Resource.Key, counts, shadowed);
    }
}
