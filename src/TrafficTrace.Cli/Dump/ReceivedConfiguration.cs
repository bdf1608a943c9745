using System.Text.Json.Nodes;
using Envoy.Api.Protos;
using Envoy.Config.Cluster.V3;
using Envoy.Config.Endpoint.V3;
using Envoy.Config.Listener.V3;
using Envoy.Config.Route.V3;
using Envoy.Extensions.Filters.Network.HttpConnectionManager.V3;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using TrafficTrace.Cli.Output;

namespace TrafficTrace.Cli.Dump;

/// <summary>What a control plane has sent so far, by type and name.</summary>
internal sealed class ReceivedConfiguration
{
    private readonly SortedDictionary<ConfigurationType, SortedDictionary<string, IMessage>> _parts = [];

    /// <summary>The EDS resources that the clusters name, sorted.</summary>
    public IReadOnlyCollection<string> EndpointNames => new SortedSet<string>(
        Part(ConfigurationType.Clusters).OfType<Cluster>().Select(EndpointName).OfType<string>(), StringComparer.Ordinal);

    /// <summary>The RDS resources that the listeners name, sorted; none where the listeners hold their routes.</summary>
    public IReadOnlyCollection<string> RouteNames =>
        new SortedSet<string>(Part(ConfigurationType.Listeners).OfType<Listener>().SelectMany(RouteNamesOf), StringComparer.Ordinal);

    public bool Answered(ConfigurationType type) => _parts.ContainsKey(type);

    public bool Has(ConfigurationType type, string name) => _parts.TryGetValue(type, out var part) && part.ContainsKey(name);

    /// <summary>Whether this very content was received.</summary>
    public bool Has(Any resource)
    {
        var message = Unpack(resource);
        return _parts.Values.Any(part => part.TryGetValue(NameOf(message), out var received) && received.Equals(message));
    }

    public void Add(Answer answer)
    {
        if (ConfigurationTypes.Of(answer.TypeUrl) is not { } type)
            throw new InvalidDataException($"the control plane sent {answer.TypeUrl}, which was not asked for");
        if (!_parts.TryGetValue(type, out var part))
            part = _parts[type] = new SortedDictionary<string, IMessage>(StringComparer.Ordinal);
        foreach (var resource in answer.Resources.Select(Unpack))
            part[NameOf(resource)] = resource;
        foreach (var name in answer.Removed)
            part.Remove(name);
    }

    /// <summary>One list a type, in the order of <see cref="ConfigurationType"/>, resources sorted by name as proto3 JSON.</summary>
    public JsonObject ToJson(ConfigurationType? only)
    {
        var document = new JsonObject();
        foreach (var (type, part) in _parts.Where(part => only is null || part.Key == only))
            document[ConfigurationTypes.NameOf(type)] = new JsonArray(
                [.. part.Values.Select(message => JsonNode.Parse(EnvoyTypes.ToJson(message)))]);
        return document;
    }

    private IEnumerable<IMessage> Part(ConfigurationType type) => _parts.GetValueOrDefault(type)?.Values.AsEnumerable() ?? [];

    private static IEnumerable<string> RouteNamesOf(Listener listener) =>
        from chain in listener.FilterChains
        from filter in chain.Filters
        where filter.TypedConfig?.Is(HttpConnectionManager.Descriptor) == true
        let rds = filter.TypedConfig.Unpack<HttpConnectionManager>().Rds
        where rds is not null
        select rds.RouteConfigName;

    private static string? EndpointName(Cluster cluster)
    {
        if (cluster.EdsClusterConfig is not { } eds)
            return null;
        return eds.ServiceName.Length > 0 ? eds.ServiceName : cluster.Name;
    }

    private static IMessage Unpack(Any any) =>
        any.Unpack(EnvoyTypes.Registry)
            ?? throw new InvalidDataException($"the control plane sent a resource of the unknown type {any.TypeUrl}");

    private static string NameOf(IMessage resource) => resource switch
    {
        Cluster cluster => cluster.Name,
        ClusterLoadAssignment assignment => assignment.ClusterName,
        Listener listener => listener.Name,
        RouteConfiguration routes => routes.Name,
        Envoy.Service.Runtime.V3.Runtime runtime => runtime.Name,
        _ => throw new InvalidDataException($"the control plane sent a resource of the unexpected type {resource.Descriptor.FullName}"),
    };
}
