using System.Text.Json.Nodes;
using TrafficTrace.Cli.Converting.Drafts;
using TrafficTrace.Cli.Input;
using TrafficTrace.Cli.Output;

namespace TrafficTrace.Cli.Converting.EnvoyGateway;

/// <summary>From the provider of an EnvoyProxy to a backend of a Mesh.</summary>
internal static class TracingProvider
{
    private const int UsualPort = 4317;

    /// <summary>Null, and told, for one that no backend of a Mesh says.</summary>
    public static BackendDraft? Backend(Source provider, SourceDocument document, Losses losses)
    {
        losses.Others(provider, "type", "host", "port", "backendRefs", "zipkin", "openTelemetry", "serviceName");
        if (Address(provider, document, losses) is not (var host, var port)) return null;
        var type = provider.Child("type") is { Text.Length: > 0 } said ? said.Text : "OpenTelemetry";
        var conf = type switch
        {
            "Zipkin" => Zipkin(provider.Child("zipkin"), host, port, losses),
            "Datadog" => new JsonObject { ["address"] = host, ["port"] = port.DeepClone() },
            "OpenTelemetry" => OpenTelemetry(provider, host, port, losses),
            _ => null,
        };
        if (conf is null) losses.Document(provider.Child("type"), $"a provider of type {type} is not served");
        if (type != "OpenTelemetry" && provider.Child("serviceName") is { Exists: true } name)
            losses.Field(name, "is left out: spans carry the service of each proxy");
        return conf is null ? null : new BackendDraft(document.Name, type.ToLowerInvariant(), conf);
    }

    private static (string Host, JsonNode Port)? Address(Source provider, SourceDocument document, Losses losses)
    {
        Source[] references = [.. provider.Child("backendRefs").Items];
        foreach (var other in references.Skip(1)) losses.Field(other, "is left out: spans go to one collector");
        if (references.Length > 0) return Service(references[0], document, losses);
        if (provider.Child("host").Text is { Length: > 0 } host) return (host, provider.Child("port").Node ?? UsualPort);
        losses.Document(provider, "has neither a host nor backendRefs");
        return null;
    }

    /// <summary>A service of Kubernetes by its name in DNS.</summary>
    private static (string Host, JsonNode Port)? Service(Source reference, SourceDocument document, Losses losses)
    {
        losses.Others(reference, "group", "kind", "name", "namespace", "port", "weight");
        if (reference.Child("kind") is { Exists: true, Text: not "Service" } kind)
        {
            losses.Document(kind, $"a {kind.Text} has no counterpart: write host and port of the collector");
            return null;
        }

        string[] spaces = [reference.Child("namespace").Text, document.Space, "default"];
        return ($"{reference.Child("name").Text}.{spaces.First(space => space.Length > 0)}.svc", reference.Child("port").Node ?? UsualPort);
    }

    private static JsonObject Zipkin(Source zipkin, string host, JsonNode port, Losses losses)
    {
        losses.Others(zipkin, "enable128BitTraceId", "disableSharedSpanContext");
        return new JsonObject
        {
            ["url"] = $"http://{HostAndPort.Of(host, port.Text())}/api/v2/spans",
            ["apiVersion"] = "httpJson",
            ["traceId128bit"] = zipkin.Child("enable128BitTraceId").Text == "true",
            ["sharedSpanContext"] = zipkin.Child("disableSharedSpanContext").Text != "true",
        };
    }

    private static JsonObject OpenTelemetry(Source provider, string host, JsonNode port, Losses losses)
    {
        var otel = provider.Child("openTelemetry");
        losses.Others(otel, "headers", "resourceAttributes");
        var conf = new JsonObject { ["endpoint"] = HostAndPort.Of(host, port.Text()), ["protocol"] = "grpc" };
        conf.AddList(
            "headers",
            otel.Child("headers").Items.Select(header => CollectorHeaders.Of(header.Child("name").Text, header.Child("value").Text)));
        if (provider.Child("serviceName").Text is { Length: > 0 } name) conf["serviceName"] = name;
        otel.CopyTo(conf, "resourceAttributes");
        return conf;
    }
}
