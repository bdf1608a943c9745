using TrafficTrace.ControlPlane.Options;
using TrafficTrace.ControlPlane.Sources.Files;

namespace TrafficTrace.ControlPlane.Tls;

/// <summary>Looks into the files before anything listens: there is no certificate yet that could stay in force.</summary>
internal static class TlsStart
{
    /// <param name="options">Which files.</param>
    /// <param name="disk">Where they are.</param>
    /// <param name="keyOf">How a setting was given.</param>
    public static IEnumerable<Problem> Problems(ControlPlaneOptions options, IDisk disk, Func<Setting, string> keyOf)
    {
        if (Fault(options.XdsTls, disk) is { } xds) yield return new(keyOf(Setting.XdsTlsCert), xds);
        if (Fault(options.ApiTls, disk) is { } api) yield return new(keyOf(Setting.ApiTlsCert), api);
        if (options.XdsClientCa is not { } path) yield break;
        var authorities = new ClientAuthorities(path, disk);
        authorities.Open();
        if (authorities.Fault is { } fault) yield return new(keyOf(Setting.XdsClientCa), fault);
    }

    private static string? Fault(TlsFiles? files, IDisk disk)
    {
        if (files is null) return null;
        var certificate = new PortCertificate(files, disk);
        certificate.Open();
        return certificate.Fault;
    }
}
