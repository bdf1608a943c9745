using System.Collections.Immutable;

namespace TrafficTrace.Core.Reports.Previews;

/// <summary>
/// Which kinds of things a write does: <c>gain</c>, <c>lose</c>, <c>change</c>, <c>drain</c>, joined by dots; <c>none</c> for none of them.
/// A write that is to be done if it is as previewed may do fewer of them, and each to others and more of them, since proxies come and go.
/// </summary>
public static class PreviewToken
{
    public const string Nothing = "none";

    private static readonly ImmutableArray<string> Kinds = ["gain", "lose", "change", "drain"];

    public static string Of(PreviewedProxies proxies, PreviewedDrains drains)
    {
        int[] counts = [proxies.Gain.Count, proxies.Lose.Count, proxies.Change.Count, drains.Count];
        string[] kinds = [.. Kinds.Where((_, kind) => counts[kind] > 0)];
        return kinds.Length == 0 ? Nothing : string.Join('.', kinds);
    }

    /// <summary>Whether it is a token that some preview has.</summary>
    public static bool IsOne(string token) => token == Nothing || KindsOf(token).All(Kinds.Contains);

    /// <summary>What <paramref name="now"/> does and <paramref name="previewed"/> did not; empty: the write may be done.</summary>
    public static ImmutableArray<string> Beyond(string previewed, string now) =>
        now == Nothing ? [] : [.. KindsOf(now).Except(KindsOf(previewed), StringComparer.Ordinal)];

    private static string[] KindsOf(string token) => token.Split('.');
}
