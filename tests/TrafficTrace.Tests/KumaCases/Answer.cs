using System.Text.Json.Nodes;
using Envoy.Api.Protos;
using Envoy.Config.Listener.V3;
using Envoy.Extensions.Filters.Network.HttpConnectionManager.V3;
using TrafficTrace.Tests.Golden;
using TrafficTrace.Tests.Translation;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Tests.KumaCases;

/// <summary>What we answer, in the form of the recordings.</summary>
internal static class Answer
{
    public static JsonObject Of(EnvoyResources resources) => new()
    {
        ["listeners"] = new JsonObject(
            resources.Listeners.Select(listener => KeyValuePair.Create(listener.Name, (JsonNode?)Of(listener.Unpack<Listener>())))),
        ["tracingClusters"] = resources.Collector is { } collector
            ? new JsonObject { [collector.Name] = GoldenCase.Message(collector) }
            : [],
        ["otherClusters"] = Strings(
            resources.Clusters.Where(cluster => !ReferenceEquals(cluster, resources.Collector)).Select(cluster => cluster.Name)),
    };

    private static JsonObject Of(Listener listener)
    {
        var filters = listener.FilterChains[0].Filters;
        var answer = new JsonObject
        {
            ["address"] = listener.Address.SocketAddress.Address,
            ["port"] = listener.Address.SocketAddress.PortValue,
            ["direction"] = listener.TrafficDirection.ToString().ToUpperInvariant(),
            ["protocol"] = "tcp",
            ["networkFilters"] = Strings(filters.Select(filter => filter.Name)),
        };
        if (!filters[0].TypedConfig.TryUnpack<HttpConnectionManager>(out var manager)) return answer;

        answer["protocol"] = "hcm";
        answer["httpFilters"] = Strings(manager.HttpFilters.Select(filter => filter.Name));
        answer["tracing"] = manager.Tracing is null ? null : JsonNode.Parse(EnvoyTypes.ToJson(manager.Tracing));
        answer["router"] = JsonNode.Parse(EnvoyTypes.ToJson(manager.HttpFilters[^1].TypedConfig));
        return answer;
    }

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(value => JsonValue.Create(value))]);
}
