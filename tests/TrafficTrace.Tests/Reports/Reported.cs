using System.Globalization;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Tests.Reports;

/// <summary>Resources of mesh <c>default</c> whose document is their content. Tags are written <c>a=1 b=*</c>.</summary>
internal static class Reported
{
    public static TagSet Tags(string tags) => Matching.Matched.Tags(tags);

    public static TracingBackend Backend(string name, double? sampling = null, int port = 9411) => new(
        name == "dd"
            ? new DatadogCollector(name, "10.9.9.9", port)
            : new ZipkinCollector(
                name, new CollectorUrl(false, "10.9.9.9", port, $"10.9.9.9:{port}", name == "other" ? "/other" : "/api/v2/spans")),
        sampling);

    public static Mesh Mesh(string? defaultBackend, params TracingBackend[] backends) =>
        new("default", $"{defaultBackend}: {string.Join(", ", backends.AsEnumerable())}")
        {
            DefaultBackend = defaultBackend,
            Backends = [.. backends],
        };

    public static TrafficTracePolicy Policy(string name, string? backend, params string[] selectors) =>
        new("default", name, $"{backend}: {string.Join(" | ", selectors)}")
        {
            Backend = backend,
            Selectors = [.. selectors.Select(selector => new TagSelector(Tags(selector)))],
        };

    public static Dataplane Dataplane(
        string name, string address, TagSet? gateway, IReadOnlyList<Inbound> inbounds, params string[] reached) =>
        new("default", name, Spec(address, gateway, inbounds, reached))
        {
            Address = address,
            HostName = AddressRules.IsIp(address) ? null : address,
            Gateway = gateway,
            Inbounds = [.. inbounds],
            Outbounds =
            [
                .. reached.Select((service, index) => new Outbound("127.0.0.1", 20001 + index, Tags($"kuma.io/service={service}"))),
            ],
        };

    /// <summary>A proxy with one inbound on port 80.</summary>
    public static Dataplane Serving(string name, string address, string tags, params string[] reached) => Dataplane(
        name, address, null, [new Inbound(null, 80, "127.0.0.1", 8080, Tags(tags), Ready: true)], reached);

    private static string Spec(string address, TagSet? gateway, IEnumerable<Inbound> inbounds, string[] reached) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{address} ({gateway}) {string.Join(" | ", inbounds.Select(inbound => $"{inbound.Port} {inbound.Tags} {inbound.Ready}"))} "
                + $"to {string.Join(' ', reached)}");
}
