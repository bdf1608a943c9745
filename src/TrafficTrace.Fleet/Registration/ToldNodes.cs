namespace TrafficTrace.Fleet.Registration;

/// <summary>Of which nodes the log has said something: of each once a minute, since one that is refused comes back each second.</summary>
internal sealed class ToldNodes(TimeProvider time)
{
    private const int Most = 1000;

    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private DateTimeOffset _since;

    /// <summary>Of so many in a minute no more is said.</summary>
    public bool IsNews(string node)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (now - _since > Quiet)
            {
                _told.Clear();
                _since = now;
            }

            return _told.Count < Most && _told.Add(node);
        }
    }
}
