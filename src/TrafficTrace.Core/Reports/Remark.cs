using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Reports;

/// <summary>What is worth saying of a resource beside the others. <see cref="Field"/> is as in <see cref="Finding"/>.</summary>
public sealed record Remark(ResourceKey Key, string Field, string Message)
{
    /// <summary>The same as it is told, with the place of the resource's document.</summary>
    public Finding At(string? file, int line) => new(file, line, Key.ToString(), Field, Message);
}
