using System.Text.RegularExpressions;

namespace TrafficTrace.ControlPlane.Options;

/// <summary>
/// Variables that Kubernetes sets for each Service, in its name: of one called <c>traffictrace-cp</c> they look like ours, and the port of
/// one called <c>traffictrace-xds</c> is even called as ours is.
/// </summary>
internal static partial class KubernetesVariables
{
    public static bool IsOne(string name, string value) =>
        ByName().IsMatch(name) || (ByNameOrOurs().IsMatch(name) && Address().IsMatch(value));

    [GeneratedRegex(@"_SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)\z|_PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?\z")]
    private static partial Regex ByName();

    [GeneratedRegex(@"_PORT\z")]
    private static partial Regex ByNameOrOurs();

    [GeneratedRegex(@"\A(tcp|udp|sctp)://")]
    private static partial Regex Address();
}
