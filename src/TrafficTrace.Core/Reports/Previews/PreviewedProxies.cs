namespace TrafficTrace.Core.Reports.Previews;

/// <summary>
/// Of all Dataplanes, connected or not: those that are traced afterwards and were not, that were and are no more, that are traced
/// otherwise, and how many others there are. Overlay proxies count while they are connected; one that is steered otherwise is a change.
/// </summary>
public sealed record PreviewedProxies(SomeNames Gain, SomeNames Lose, SomeNames Change, int Unchanged)
{
    public static PreviewedProxies Untouched(int proxies) => new(SomeNames.None, SomeNames.None, SomeNames.None, proxies);
}
