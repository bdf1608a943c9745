using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Store;

/// <summary>An origin's documents.</summary>
public interface IResourceSource
{
    /// <summary>One source tells of an origin.</summary>
    Origin Origin { get; }

    /// <summary>
    /// First everything, once it is read; then what each change made different. Keeps the last good version of what it can't read.
    /// </summary>
    IAsyncEnumerable<ResourceChanges> ReadAsync(CancellationToken token);
}
