using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Sources;

/// <summary>Tells the operator which documents do not count, because somebody else's does.</summary>
internal static class LayersReport
{
    private const int MaxLines = 20;

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
        foreach (var definitions in several.Take(MaxLines))
        {
            foreach (var shadowed in definitions[1..]) Say(log, definitions[0], shadowed);
        }

        if (several.Length > MaxLines) log.MoreShadowed(several.Length - MaxLines);
    }

    private static void Say(ILogger log, Definition counts, Definition shadowed)
    {
        if (Layers.IsRetired(shadowed, counts)) log.Retired(counts.Resource.Key, counts, shadowed);
        else log.Shadowed(counts.Resource.Key, counts, shadowed);
    }
}
