using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Tests.Reports;

/// <summary>A store, and the same after one change. Documents stand in lines of their own of <c>case.yaml</c>.</summary>
public sealed record ReportCase(Resource[] Resources, Resource[] Puts, ResourceKey[] Deletes)
{
    public StoreSnapshot Before { get; } = StoreSnapshot.Empty.With(Origin.File, Placed(Resources), []);

    public StoreSnapshot After => Before.With(Origin.File, Placed(Puts), Deletes);

    public static IEnumerable<PlacedResource> Placed(IEnumerable<Resource> resources) =>
        resources.Select((resource, index) => new PlacedResource(resource, new Place("case.yaml", index + 1)));

    public override string ToString() => string.Join('\n', [
        .. Resources.Select(resource => $"{resource.Key}: {resource.SpecJson}"),
        .. Puts.Select(put => $"+ {put.Key}: {put.SpecJson}"),
        .. Deletes.Select(key => $"- {key}"),
    ]);
}
