using System.Text.Json.Nodes;
using TrafficTrace.Cli.Converting.Drafts;
using TrafficTrace.Cli.Input;

namespace TrafficTrace.Cli.Converting.Istio;

/// <summary>From one of Istio's <c>extensionProviders</c> to a backend of a Mesh.</summary>
internal static class ExtensionProvider
{
    private static readonly string[] Types = ["zipkin", "datadog", "opentelemetry"];

    /// <summary>Null, and told, for one that no backend of a Mesh says.</summary>
    public static BackendDraft? Backend(Source provider, Losses losses)
    {
        if (TypeOf(provider) is not { } type)
        {
            losses.Document(provider, $"is none of {string.Join(", ", Types)}: spans can't be sent there");
            return null;
        }

        losses.Others(provider, "name", type);
        return new BackendDraft(provider.Child("name").Text, type, Conf(type, provider.Child(type), losses));
    }

    /// <summary>It stands at the provider there, and at the policy here; null where it is not said.</summary>
    public static JsonNode? MaxTagLength(Source provider) =>
        TypeOf(provider) is { } type ? provider.Child(type, "maxTagLength").Node?.DeepClone() : null;

    private static string? TypeOf(Source provider) => Types.FirstOrDefault(type => provider.Child(type).Exists);

    private static JsonObject Conf(string type, Source said, Losses losses)
    {
        var (host, port) = (Host(said.Child("service"), losses), said.Child("port"));
        return type switch
        {
            "zipkin" => Zipkin(said, host, port.Text, losses),
            "datadog" => Datadog(said, host, port, losses),
            _ => OpenTelemetry(said, host, port.Text, losses),
        };
    }

    /// <summary>A service may have its namespace before it, for which the name in DNS stands here.</summary>
    private static string Host(Source service, Losses losses)
    {
        var slash = service.Text.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0) losses.Field(service, "the namespace is left out: the host has to be a name that the DNS of the proxies knows");
        return service.Text[(slash + 1)..];
    }

    private static JsonObject Zipkin(Source zipkin, string host, string port, Losses losses)
    {
        losses.Others(zipkin, "service", "port", "maxTagLength", "enable64bitTraceId", "path", "traceContextOption");
        var path = zipkin.Child("path").Text is { Length: > 0 } said ? said : "/api/v2/spans";
        var conf = new JsonObject
        {
            ["url"] = $"http://{HostAndPort.Of(host, port)}{path}",
            ["apiVersion"] = "httpJson",
            ["traceId128bit"] = zipkin.Child("enable64bitTraceId").Text != "true",
            ["sharedSpanContext"] = false,
        };
        if (zipkin.Child("traceContextOption").Text == "USE_B3_WITH_W3C_PROPAGATION") conf["propagation"] = "b3-w3c";
        return conf;
    }

    private static JsonObject Datadog(Source datadog, string host, Source port, Losses losses)
    {
        losses.Others(datadog, "service", "port", "maxTagLength");
        return new JsonObject { ["address"] = host, ["port"] = port.Node?.DeepClone() };
    }

    private static JsonObject OpenTelemetry(Source otel, string host, string port, Losses losses)
    {
        losses.Others(otel, "service", "port", "maxTagLength", "http", "grpc");
        var (http, grpc) = (otel.Child("http"), otel.Child("grpc"));
        losses.Others(http, "path", "timeout", "headers");
        losses.Others(grpc, "timeout", "initialMetadata");
        var conf = new JsonObject { ["endpoint"] = HostAndPort.Of(host, port), ["protocol"] = http.Exists ? "http" : "grpc" };
        if (http.Child("path").Text is { Length: > 0 } path) conf["path"] = path.StartsWith('/') ? path : $"/{path}";
        Source[] headers = [.. http.Child("headers").Items, .. grpc.Child("initialMetadata").Items];
        conf.AddList("headers", headers.Select(header => Header(header, losses)));
        if ((http.Exists ? http : grpc).Child("timeout").Text is { Length: > 0 } timeout) conf["timeout"] = timeout;
        return conf;
    }

    private static JsonObject? Header(Source header, Losses losses)
    {
        losses.Others(header, "name", "value", "envName");
        if (header.Child("value").Exists) return CollectorHeaders.Of(header.Child("name").Text, header.Child("value").Text);
        losses.Field(header.Child("envName"), "is left out: put the value into a secret, and name it by secret");
        return null;
    }
}
