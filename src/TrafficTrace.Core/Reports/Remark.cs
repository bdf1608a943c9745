using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Reports;

/// <summary>What is worth saying of a resource beside the others. <see cref="Field"/> is as in <see cref="Finding"/>.</summary>
public sealed record Remark(FindingCode Code, ResourceKey Key, string Field, string Message)
{
    /// <summary>The same as it is told, with the place of the resource's document; without one where it stands in no file.</summary>
    public Finding At(Place? place) => new(place?.File, place?.Line ?? 0, Key.ToString(), Field, Message) { Code = Code };
}
