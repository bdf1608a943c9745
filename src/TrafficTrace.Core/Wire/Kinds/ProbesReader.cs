using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Checks <c>probes</c>. Kuma opens a listener for them; we do not, and say so.</summary>
internal static class ProbesReader
{
    public static void Check(Field probes)
    {
        if (!probes.IsMapping()) return;
        probes.WarnOfUnknown("port", "endpoints");
        probes.Warning(FindingCodes.NotServed, "no listener is opened for probes: let them ask the workload itself");
        Ports.Required(probes.Child("port"));
        foreach (var endpoint in probes.Child("endpoints").Items())
        {
            endpoint.IsMapping();
            endpoint.WarnOfUnknown("inboundPort", "inboundPath", "path");
            Ports.Required(endpoint.Child("inboundPort"));
            CheckPath(endpoint.Child("inboundPath"));
            CheckPath(endpoint.Child("path"));
        }
    }

    private static void CheckPath(Field field)
    {
        if (field.Text() is { } path && GoRequestUri.Parse(path) is null) field.Error("should be a valid URL Path");
    }
}
