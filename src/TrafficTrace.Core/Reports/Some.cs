namespace TrafficTrace.Core.Reports;

/// <summary>
/// The first of many things, and how many more there are: what is said of thousands at once helps nobody, and fills a log.
/// </summary>
public static class Some
{
    /// <summary>So many lines of one kind.</summary>
    public const int Lines = 20;

    private const int InALine = 10;

    public static void Say<T>(IReadOnlyCollection<T> all, Action<T> say, Action<int> sayMore)
    {
        foreach (var one in all.Take(Lines)) say(one);
        if (all.Count > Lines) sayMore(all.Count - Lines);
    }

    /// <summary>As they come, with an ellipsis where there are more.</summary>
    public static string Names(IReadOnlyCollection<string> all) =>
        string.Join(", ", all.Take(InALine)) + (all.Count > InALine ? ", …" : "");
}
