using System.Text.Json.Nodes;
using TrafficTrace.Cli.Converting.Drafts;
using TrafficTrace.Cli.Input;

namespace TrafficTrace.Cli.Converting.Kuma;

/// <summary>From the backend of a MeshTrace to one of a Mesh.</summary>
internal static class MeshTraceBackend
{
    /// <summary>Null, and told, for one that no backend of a Mesh says.</summary>
    public static BackendDraft? Of(Source backend, string name, Losses losses)
    {
        var type = backend.Child("type");
        var (own, conf) = type.Text switch
        {
            "Zipkin" => ("zipkin", Zipkin(backend.Child("zipkin"), losses)),
            "Datadog" => ("datadog", Datadog(backend.Child("datadog"), losses)),
            "OpenTelemetry" => ("openTelemetry", OpenTelemetry(backend.Child("openTelemetry"), losses)),
            _ => ("", null),
        };
        if (own.Length == 0) losses.Document(type, $"a backend of type {type.Text} is not served");
        if (conf is null) return null;
        losses.Others(backend, "type", own);
        return new BackendDraft(name, own.ToLowerInvariant(), conf);
    }

    private static JsonObject? Zipkin(Source zipkin, Losses losses)
    {
        string[] flags = ["apiVersion", "traceId128bit", "sharedSpanContext"];
        losses.Others(zipkin, ["url", .. flags]);
        if (CollectorAddress.Of(zipkin.Child("url"), losses) is not { } address) return null;
        var conf = new JsonObject { ["url"] = address.Text };
        zipkin.CopyTo(conf, flags);
        return conf;
    }

    private static JsonObject? Datadog(Source datadog, Losses losses)
    {
        var url = datadog.Child("url");
        losses.Others(datadog, "url", "splitService");
        if (CollectorAddress.Of(url, losses) is not { } address) return null;
        if (!address.IsBare)
            losses.Field(url, "host and port alone are carried over: an agent is spoken to in plain text, by its own path");
        var conf = new JsonObject { ["address"] = address.Host, ["port"] = address.Port };
        datadog.CopyTo(conf, "splitService");
        return conf;
    }

    private static JsonObject? OpenTelemetry(Source otel, Losses losses)
    {
        var endpoint = otel.Child("endpoint");
        losses.Others(otel, "endpoint");
        if (endpoint.Text.Length > 0) return new JsonObject { ["endpoint"] = endpoint.Text };
        losses.Document(endpoint, "is empty: host and port of the collector have to stand there");
        return null;
    }
}
