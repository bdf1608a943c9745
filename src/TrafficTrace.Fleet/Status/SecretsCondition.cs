using System.Collections.Immutable;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Fleet.Status;

/// <summary>Whether the secrets of a collector are there, and with the proxies that need them.</summary>
internal static class SecretsCondition
{
    private const string Type = "Secrets";

    /// <summary>Nothing for a collector without secrets.</summary>
    /// <param name="mesh">Of the collector.</param>
    /// <param name="collector">Null where there is none.</param>
    /// <param name="deliveries">Of the proxies that have it.</param>
    public static IEnumerable<Condition> Of(MeshSnapshot mesh, Collector? collector, ImmutableArray<ProxyDelivery> deliveries)
    {
        if (collector is null || collector.Secrets.IsEmpty) yield break;
        string[] missing = [.. MissingSecrets.Of(collector, mesh).Select(name => MissingSecrets.Remedy(mesh.Name, name))];
        var without = deliveries.Count(delivery => delivery.WithoutSecrets);
        if (missing.Length > 0) yield return Condition.Is(Type, false, "Missing", string.Join("; ", missing));
        else if (without > 0) yield return Condition.Is(Type, false, "NotOverLoopback", NotSent(without));
        else yield return Condition.Is(Type, true, "Present", "");
    }

    private static string NotSent(int proxies) =>
        "they go over loopback, and over TLS to proxies that have shown who they are: "
            + $"{proxies} connected proxies are not sent them, and export no spans";
}
