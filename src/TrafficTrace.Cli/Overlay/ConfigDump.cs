using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Cli.Overlay;

/// <summary>Reads what Envoy's admin port answers to <c>/config_dump</c>, as far as tracing goes.</summary>
internal sealed class ConfigDump(JsonNode? dump)
{
    private const string Managers = "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager";

    /// <summary>It is one at all.</summary>
    public bool IsOne => Part("BootstrapConfigDump") is not null;

    public IEnumerable<JsonNode?> RuntimeLayers => Bootstrap.Items("layered_runtime", "layers");

    /// <summary>What traces where a connection manager names no provider.</summary>
    public JsonNode? DefaultProvider => Bootstrap.At("tracing", "http");

    /// <summary>Null where it does not tell.</summary>
    public EnvoyVersion? Envoy => Bootstrap.At("node", "user_agent_build_version", "version") is JsonObject version
        ? new(Number(version, "major_number"), Number(version, "minor_number"))
        : null;

    private JsonNode? Bootstrap => Part("BootstrapConfigDump").At("bootstrap");

    /// <summary>Each with the name of its listener.</summary>
    public IEnumerable<(string Listener, JsonNode? Manager)> ConnectionManagers() =>
        from listener in Listeners()
        from chain in listener.Items("filter_chains").Append(listener.At("default_filter_chain"))
        from filter in chain.Items("filters")
        let config = filter.At("typed_config")
        where config.Text("@type").EndsWith(Managers, StringComparison.Ordinal)
        select (listener.Text("name"), config);

    /// <summary>Whether a route of the connection manager has a number of its own.</summary>
    public bool HasRouteNumbers(JsonNode? manager) => RoutesOf(manager).Any(route => route.At("tracing") is not null);

    private IEnumerable<JsonNode?> Listeners()
    {
        var part = Part("ListenersConfigDump");
        return part.Items("static_listeners").Select(one => one.At("listener"))
            .Concat(part.Items("dynamic_listeners").Select(one => one.At("active_state", "listener")))
            .Where(listener => listener is not null);
    }

    private IEnumerable<JsonNode?> RoutesOf(JsonNode? manager)
    {
        var table = manager.At("route_config") ?? RouteTable(manager.Text("rds", "route_config_name"));
        return table.Items("virtual_hosts").SelectMany(host => host.Items("routes"));
    }

    private JsonNode? RouteTable(string name) =>
        name.Length == 0
            ? null
            : Part("RoutesConfigDump").Items("dynamic_route_configs").Concat(Part("RoutesConfigDump").Items("static_route_configs"))
                .Select(one => one.At("route_config")).FirstOrDefault(table => table.Text("name") == name);

    private JsonNode? Part(string type) =>
        dump.Items("configs").FirstOrDefault(part => part.Text("@type").EndsWith(type, StringComparison.Ordinal));

    private static uint Number(JsonObject version, string name) => uint.TryParse(version.Text(name), out var number) ? number : 0;
}
