using System.Collections.Immutable;
using System.Globalization;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Fleet.Status;

/// <summary>Whether the proxies of a policy run Envoys that can do all of it. One that can't is served the rest, and accepts it.</summary>
internal static class EnvoysCondition
{
    private const string Type = "Envoys";

    /// <summary>Nothing for a policy that any Envoy can do.</summary>
    /// <param name="tracing">Of the policy.</param>
    /// <param name="deliveries">Of the proxies that have it.</param>
    public static IEnumerable<Condition> Of(EffectiveTracing tracing, ImmutableArray<ProxyDelivery> deliveries)
    {
        EnvoyNeed[] needs = [.. EnvoyNeed.Of(tracing.Conf, tracing.Collector)];
        if (needs.Length == 0) yield break;
        string[] unmet = [.. from need in needs let older = Older(need.Since, deliveries) where older.Count > 0 select Told(need, older)];
        yield return unmet.Length == 0
            ? Condition.Is(Type, true, "NewEnough", "")
            : Condition.Is(Type, false, "TooOld", string.Join("; ", unmet));
    }

    private static List<string> Older(EnvoyVersion since, ImmutableArray<ProxyDelivery> deliveries) =>
        [.. deliveries.Where(delivery => delivery.Envoy < since).Select(delivery => delivery.Name)];

    private static string Told(EnvoyNeed need, List<string> older) =>
        string.Create(CultureInfo.InvariantCulture, $"{need.Field}: {need.Text}. Connected and older: {older.Count} ({Some.Names(older)})");
}
