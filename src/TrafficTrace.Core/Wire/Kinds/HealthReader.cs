using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Whether an inbound takes traffic. A <c>serviceProbe</c> is checked and kept, but nobody probes.</summary>
internal static class HealthReader
{
    /// <summary>Without health an inbound is ready; <c>health: {}</c> is how Kuma writes one that is not.</summary>
    public static bool IsReady(Field inbound)
    {
        var health = inbound.Child("health");
        health.IsMapping();
        health.WarnOfUnknown(("ready", "the inbound counts as not ready"));
        var ready = health.Child("ready").Flag() ?? !health.Exists;
        var state = inbound.Child("state").Text();
        if (state is not (null or "" or "Ready" or "NotReady" or "Ignored"))
            inbound.Child("state").Error("has to be Ready, NotReady or Ignored");
        CheckProbe(inbound.Child("serviceProbe"));
        var isReady = ready && state is not ("NotReady" or "Ignored");
        if (!isReady && inbound.Child("serviceProbe").Exists)
        {
            var cause = health.Exists ? health : inbound.Child("state");
            cause.Warning(
                FindingCodes.Unreachable,
                "stays not ready: Kuma's probe wrote this, and no probe here will lift it. Remove it if the workload is up");
        }

        return isReady;
    }

    private static void CheckProbe(Field probe)
    {
        probe.IsMapping();
        probe.WarnOfUnknown("interval", "timeout", "unhealthyThreshold", "healthyThreshold", "tcp");
        foreach (var name in (string[])["interval", "timeout"])
        {
            var field = probe.Child(name);
            if (field.Exists && field.Text() is { } duration && DurationRules.OfPositive(duration) is { } violation) field.Error(violation);
        }

        foreach (var name in (string[])["unhealthyThreshold", "healthyThreshold"])
        {
            if (probe.Child(name).Exists && probe.Child(name).Whole() <= 0) probe.Child(name).Error("must have a positive value");
        }
    }
}
