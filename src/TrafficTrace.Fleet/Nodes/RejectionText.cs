using TrafficTrace.Core.Reports;
using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Fleet.Nodes;

/// <summary>What a rejection means for the proxy, for people. Pure.</summary>
internal static class RejectionText
{
    public static string Names(IEnumerable<Blame> blamed) => Some.Names([.. blamed.Select(blame => blame.Name)]);

    /// <summary>What is in force on the proxy now.</summary>
    public static string Consequence(Rejection rejection)
    {
        const string kept = "keeps the version that it had, if any";
        var missing = rejection.Blamed.RemoveAll(blame => !blame.Missing);
        if (missing.IsEmpty) return kept;
        var rest = missing.Length == rejection.Blamed.Length ? "" : $"; of the rest it {kept}";
        return $"is without {Names(missing)}{rest}";
    }

    /// <summary>What the control plane does about it.</summary>
    public static string Next(Rejection rejection)
    {
        var passing = rejection.Blamed.RemoveAll(blame => !blame.CanPass);
        if (passing.IsEmpty || rejection.RetryAt is not { } at) return "it is not offered again until it changes";
        var again = $"offered again after {Math.Ceiling((at - rejection.Time).TotalSeconds)} s, and after longer pauses up to 5 min";
        return passing.Length == rejection.Blamed.Length ? $"it is {again}" : $"{Names(passing)} is {again}, the rest when it changes";
    }
}
