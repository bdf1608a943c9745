using System.Globalization;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Converting.Drafts;
using TrafficTrace.Cli.Input;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Cli.Converting.EnvoyGateway;

/// <summary>From Envoy Gateway's EnvoyProxies to policies. All their proxies are gateways, which trust no client.</summary>
internal static class EnvoyProxyReading
{
    private const string Kind = "EnvoyProxy";
    private const string Group = "gateway.envoyproxy.io/";

    public static IEnumerable<PolicyDraft> Of(IEnumerable<SourceDocument> documents, Losses losses) =>
        documents.Where(document => document.IsOf(Kind, Group))
            .Where(document => document.Spec.Child("telemetry", "tracing").Exists)
            .Select(document => Draft(document, losses)).OfType<PolicyDraft>();

    private static PolicyDraft? Draft(SourceDocument document, Losses losses)
    {
        var tracing = document.Spec.Child("telemetry", "tracing");
        losses.Others(document.Spec.Child("telemetry"), "tracing");
        losses.Others(tracing, "samplingRate", "samplingFraction", "customTags", "provider", "spanName");
        if (TracingProvider.Backend(tracing.Child("provider"), document, losses) is not { } backend) return null;
        losses.Field(
            document.Root.Child("metadata", "name"),
            "which Gateways it is for stands elsewhere: every proxy is selected until the selectors name their services");
        var match = TagSet.Of((TagSet.Service, TagSelector.Wildcard));
        return new PolicyDraft(SourceDocument.DefaultMesh, document.Name, backend, [match], Conf(tracing, losses));
    }

    private static JsonObject Conf(Source tracing, Losses losses)
    {
        // As in Envoy Gateway 1.9: x-client-trace-id asks for nothing, and there is a span for the request to the other side.
        var conf = new JsonObject { ["sampling"] = new JsonObject { ["random"] = Sampling(tracing, losses), ["client"] = 0 } };
        conf.AddList("tags", tracing.Child("customTags").Entries.Select(tag => Tag(tag.Key, tag.Value, losses)));
        if (SpanName(tracing.Child("spanName"), losses) is { Count: > 0 } names) conf["spanName"] = names;
        conf["spawnUpstreamSpan"] = true;
        return conf;
    }

    private static JsonNode Sampling(Source tracing, Losses losses)
    {
        var fraction = tracing.Child("samplingFraction");
        if (!fraction.Exists) return Percents.Of(tracing.Child("samplingRate"), losses) ?? Percents.Whole;
        losses.Others(fraction, "numerator", "denominator");
        var denominator = fraction.Child("denominator") is { Exists: true } said ? Number(said) : Percents.Whole;
        var percent = Number(fraction.Child("numerator")) * Percents.Whole / denominator;
        if (percent is >= 0 and <= Percents.Whole) return Percents.Node(percent);
        losses.Field(fraction, "is no fraction from 0 to 1: all requests are traced");
        return Percents.Whole;
    }

    private static double Number(Source field) =>
        double.TryParse(field.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    private static JsonObject SpanName(Source said, Losses losses)
    {
        losses.Others(said, "server", "client");
        var names = new JsonObject();
        if (said.Child("server").Text is { Length: > 0 } server) names["server"] = server;
        if (said.Child("client").Text is { Length: > 0 } client) names["upstream"] = client;
        return names;
    }

    private static JsonObject? Tag(string name, Source tag, Losses losses)
    {
        losses.Others(tag, "type", "literal", "requestHeader", "environment");
        return SpanTags.Custom(name, tag, "requestHeader", losses);
    }
}
