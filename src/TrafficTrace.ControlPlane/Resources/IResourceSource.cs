using System.Collections.Immutable;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.ControlPlane.Resources;

/// <summary>Where resources come from.</summary>
internal interface IResourceSource
{
    /// <summary>The whole picture: once when all is read, then after each change. Keeps the last good version of what it can't read.</summary>
    IAsyncEnumerable<ImmutableArray<Resource>> ReadAsync(CancellationToken token);
}
