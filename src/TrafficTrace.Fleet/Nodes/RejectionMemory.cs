using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Fleet.Nodes;

/// <summary>Which rejections of a stream the log tells, so that each is told once, and its end.</summary>
internal sealed class RejectionMemory
{
    private Dictionary<(string TypeUrl, string Name), string>? _reasons;

    /// <summary>False when it is told already that these resources are rejected for this reason.</summary>
    public bool IsNews(Rejection rejection, string reason)
    {
        var news = false;
        _reasons ??= [];
        foreach (var blame in rejection.Blamed)
        {
            var key = (rejection.TypeUrl, blame.Name);
            news |= _reasons.GetValueOrDefault(key) != reason;
            _reasons[key] = reason;
        }

        return news;
    }

    /// <summary>What was told to be rejected, and is not any more: it counts as told no more.</summary>
    public IReadOnlyCollection<(string TypeUrl, string Name)> TakeOver(StreamStatus status)
    {
        if (_reasons is null or { Count: 0 }) return [];
        var open = status.Rejections.SelectMany(rejection => rejection.Blamed.Select(blame => (rejection.TypeUrl, blame.Name)));
        var over = _reasons.Keys.Except(open).ToArray();
        foreach (var key in over) _reasons.Remove(key);
        return over;
    }
}
