namespace TrafficTrace.Core.Store;

/// <summary>Where resources come from.</summary>
public interface IResourceSource
{
    /// <summary>First everything, once it is read; then what each change made different. Keeps the last good version of what it can't read.</summary>
    IAsyncEnumerable<ResourceChanges> ReadAsync(CancellationToken token);
}
