using System.Collections.Immutable;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Api.Writing;

/// <summary>
/// What is worth saying of resources that were just written: what their documents hold in vain, and what does not fit together.
/// </summary>
internal static class Warnings
{
    // To look at all of a large transaction would take longer than writing it; the log tells of all.
    private const int MaxChecked = 100;

    public static ImmutableArray<ApiWarning> Of(StoreSnapshot now, IEnumerable<ResourceKey> written, IEnumerable<Finding> read) =>
    [
        .. read.Select(finding => new ApiWarning("", finding.Message, finding.Field, finding.Resource) { Line = finding.Line }),
        .. written.Take(MaxChecked).SelectMany(key => Of(now, key)),
    ];

    private static IEnumerable<ApiWarning> Of(StoreSnapshot now, ResourceKey key) =>
        now.Meshes.GetValueOrDefault(key.Mesh) is { } mesh && mesh.Find(key) is { } counts
            ? CrossChecks.Of(mesh, counts).Select(remark => new ApiWarning("", remark.Message, remark.Field, remark.Key.ToString()))
            : [];
}
