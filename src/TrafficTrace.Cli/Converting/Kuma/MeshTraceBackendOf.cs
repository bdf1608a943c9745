using System.Globalization;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Converting.Drafts;
using TrafficTrace.Cli.Input;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Cli.Converting.Kuma;

/// <summary>From a backend of a Mesh, which is written in <paramref name="source"/>, to that of a MeshTrace.</summary>
internal sealed class MeshTraceBackendOf(Source source, Losses losses) : ICollectorMatch<JsonObject>
{
    private readonly Source _conf = source.Child("conf");

    public JsonObject Of(ZipkinCollector collector)
    {
        losses.Others(_conf, "url", "apiVersion", "traceId128bit", "sharedSpanContext");
        var zipkin = new JsonObject { ["url"] = _conf.Child("url").Text, ["apiVersion"] = collector.Protobuf ? "httpProto" : "httpJson" };
        _conf.CopyTo(zipkin, "traceId128bit", "sharedSpanContext");
        return new JsonObject { ["type"] = "Zipkin", ["zipkin"] = zipkin };
    }

    public JsonObject Of(DatadogCollector collector)
    {
        losses.Others(_conf, "address", "port", "splitService");
        var datadog = new JsonObject { ["url"] = $"http://{Authority(collector.Address, collector.Port)}" };
        _conf.CopyTo(datadog, "splitService");
        return new JsonObject { ["type"] = "Datadog", ["datadog"] = datadog };
    }

    public JsonObject Of(OpenTelemetryCollector collector)
    {
        losses.Others(_conf, "endpoint", "protocol");
        if (collector.Protocol == OtlpProtocol.Http)
            losses.Field(_conf.Child("protocol"), "spans are sent by gRPC there: check that the port takes it, as 4317 does as a rule");
        var written = _conf.Child("endpoint");
        var isUrl = written.Text.Contains("://", StringComparison.Ordinal);
        if (isUrl) losses.Field(written, "host and port alone are carried over: spans are sent by gRPC in plain text there");
        var endpoint = isUrl ? Authority(collector.Host, collector.Port) : written.Text;
        return new JsonObject { ["type"] = "OpenTelemetry", ["openTelemetry"] = new JsonObject { ["endpoint"] = endpoint } };
    }

    // Its policies are left out before.
    public JsonObject Of(ExternalCollector collector) => throw new NotSupportedException("an external backend is none of a MeshTrace");

    private static string Authority(string host, int port) => HostAndPort.Of(host, port.ToString(CultureInfo.InvariantCulture));
}
