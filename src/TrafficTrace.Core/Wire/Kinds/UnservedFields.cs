using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Fields that Kuma honours and we do not, where a mesh can run without: each is warned of with what is lost.</summary>
internal static class UnservedFields
{
    private const string Metrics = "no metrics endpoint is opened";

    public static void WarnOfMesh(Field spec)
    {
        Warn(spec.Child("metrics").Child("enabledBackend"), $"{Metrics} on the proxies");
        Warn(spec.Child("logging").Child("defaultBackend"), "requests are not logged by the proxies");
        Warn(spec.Child("routing").Child("localityAwareLoadBalancing"), "endpoints take turns, wherever they are");
        Warn(spec.Child("routing").Child("zoneEgress"), "traffic leaves the mesh without a zone egress");
        if (spec.Child("networking").Child("outbound").Child("passthrough") is { Node: ScalarNode { Text: "false" } } passthrough)
            passthrough.Warning(
                FindingCodes.NotServed,
                "is not served: traffic that goes through no outbound does not meet the proxy, and is not held back");
    }

    public static void WarnOfDataplane(Field spec)
    {
        Warn(spec.Child("metrics"), $"{Metrics} on this proxy");
        Warn(spec.Child("envoy"), "the proxy's bootstrap decides how it is sent its configuration");
    }

    private static void Warn(Field field, string lost)
    {
        if (field.Node is MappingNode { Entries.Length: > 0 } or ScalarNode { Text: not ("" or "false") })
            field.Warning(FindingCodes.NotServed, $"is not served: {lost}");
    }
}
