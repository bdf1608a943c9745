using TrafficTrace.Core.Reports;

namespace TrafficTrace.Fleet.Status;

/// <summary>Whether proxies of a mesh that registered themselves stay although they lost contact, since many did at once.</summary>
internal static class ContactCondition
{
    /// <summary>Nothing while none does.</summary>
    public static IEnumerable<Condition> Of(FleetStatus fleet, string mesh)
    {
        if (fleet.Registrations.FirstOrDefault(counts => counts.Mesh == mesh) is not { Lost: > 0 } lost) yield break;
        yield return Condition.Is(
            "LostContact",
            true,
            "LostContact",
            $"{lost.Lost} of {lost.Registered} proxies that registered themselves lost contact together, and stay until they return: "
                + $"'traffictrace registrations release -m {mesh}' lets them go");
    }
}
