using TrafficTrace.FunctionalTests.Api;
using TrafficTrace.FunctionalTests.Clients;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Registration;

/// <summary>Proxies that bring their Dataplanes: web calls api.</summary>
internal static class Brought
{
    public const string ApiCluster = "api";

    public static (string Name, string? Yaml)[] Policies => [("mesh", Documents.Mesh()), ("policy", Documents.Policy)];

    public static string Web => Text("web-1", "web", "127.0.0.1", """{"port":10001,"tags":{"kuma.io/service":"api"}}""");

    public static string Api(int number = 1, string? address = null) => Text($"api-{number}", "api", address ?? $"127.0.1.{number}");

    /// <summary>As <c>kuma-dp</c> writes it.</summary>
    public static string Text(string name, string service, string address, string outbound = "") => $$$"""
        {"type":"Dataplane","mesh":"default","name":"{{{name}}}","networking":{"address":"{{{address}}}",
         "inbound":[{"port":8080,"servicePort":9090,"tags":{"kuma.io/service":"{{{service}}}","kuma.io/protocol":"http"}}],
         "outbound":[{{{outbound}}}]}}
        """;

    public static Task<EnvoyDouble> WebAsync(this TestControlPlane plane) => plane.BringAsync("default.web-1", Web);

    public static Task<EnvoyDouble> ApiAsync(this TestControlPlane plane, int number = 1, string? address = null) =>
        plane.BringAsync($"default.api-{number}", Api(number, address));

    /// <summary>The addresses to which it sends what is for api, in order.</summary>
    public static string Endpoints(this EnvoyDouble envoy) => string.Join(
        ' ',
        envoy.Endpoints.Select(name => envoy.Get<Envoy.Config.Endpoint.V3.ClusterLoadAssignment>(name)!)
            .SelectMany(assignment => assignment.Endpoints).SelectMany(locality => locality.LbEndpoints)
            .Select(endpoint => endpoint.Endpoint.Address.SocketAddress.Address).Order(StringComparer.Ordinal));

    /// <summary>Sets the clock forward, and has the registrar look at it.</summary>
    public static async Task PassAsync(this TestControlPlane plane, double seconds)
    {
        plane.Time.Ahead += TimeSpan.FromSeconds(seconds);
        using var answer = await plane.Api.GetAsync(new Uri("/_registrations", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Waits until the registrar has seen so many proxies in a state.</summary>
    public static Task UntilAsync(this ApiPlane api, string state, int count) => api.GetUntilAsync(
        "/_registrations", answer => answer["items"]!.AsArray().Count(item => (string)item!["state"]! == state) == count);
}
