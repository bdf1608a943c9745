using System.Text.Json.Nodes;
using TrafficTrace.Cli.Converting.Drafts;
using TrafficTrace.Cli.Input;

namespace TrafficTrace.Cli.Converting.Istio;

/// <summary>From Istio's Telemetries and the MeshConfig, which holds their providers, to policies.</summary>
internal sealed class TelemetryReading(MeshConfig mesh, Telemetry[] all, Losses losses)
{
    /// <summary>Istio's own, where nothing is said: <c>PILOT_TRACE_SAMPLING</c>.</summary>
    private const double UsualSampling = 1;

    public static IEnumerable<PolicyDraft> Of(IReadOnlyCollection<SourceDocument> documents, Losses losses)
    {
        var mesh = MeshConfig.Of(documents, losses);
        Telemetry[] all = [.. Telemetry.Of(documents, mesh.RootNamespace)];
        var reading = new TelemetryReading(mesh, all, losses);
        return all.Select(reading.Draft).OfType<PolicyDraft>();
    }

    /// <summary>Null, and told, for one of which nothing can be made.</summary>
    private PolicyDraft? Draft(Telemetry telemetry)
    {
        telemetry.TellRest(losses);
        if (telemetry.Match(losses) is not { } match) return null;
        var chain = telemetry.Chain(all);
        var isOff = chain.First("disableSpanReporting") is { Text: "true" };
        var provider = isOff ? null : Provider(telemetry, chain);
        var backend = provider is null ? null : ExtensionProvider.Backend(provider, losses);
        if (backend is null && !isOff) return null;
        if (isOff)
            losses.Field(
                telemetry.Tracing.Child("disableSpanReporting"),
                "tracing is off, by a backend that the Mesh does not have: parents are not passed on by the proxy then");
        return new PolicyDraft(SourceDocument.DefaultMesh, telemetry.Name, backend, [match], Conf(telemetry, chain, provider));
    }

    private Source? Provider(Telemetry telemetry, TracingChain chain)
    {
        Source[] named = [.. chain.First("providers")?.Items ?? []];
        foreach (var other in named.Skip(1)) losses.Field(other, "is left out: a proxy has one backend");
        var name = named.Length > 0 ? named[0].Child("name") : mesh.DefaultProvider;
        if (name is null)
            losses.Document(
                telemetry.Tracing.Child("providers"), "names no provider, and no meshConfig.defaultProviders.tracing is in the files");
        else if (mesh.Provider(name.Text) is { } provider)
            return provider;
        else
            losses.Document(name, $"the provider {name.Text} is not among the meshConfig.extensionProviders of the files");
        return null;
    }

    private JsonObject Conf(Telemetry telemetry, TracingChain chain, Source? provider)
    {
        var conf = new JsonObject { ["sampling"] = new JsonObject { ["random"] = Sampling(telemetry, chain) } };
        conf.AddList("tags", (chain.First("customTags")?.Entries ?? []).Select(tag => Tag(tag.Key, tag.Value)));
        if (provider is not null && ExtensionProvider.MaxTagLength(provider) is { } length) conf["maxPathTagLength"] = length;
        return conf;
    }

    private JsonNode Sampling(Telemetry telemetry, TracingChain chain)
    {
        if (Percents.Of(chain.First("randomSamplingPercentage") ?? telemetry.Tracing.Child("randomSamplingPercentage"), losses) is { } said)
            return said;
        if (mesh.DefaultSampling is { } usual && Percents.Of(usual, losses) is { } sampling) return sampling;
        losses.Field(telemetry.Tracing.Child("randomSamplingPercentage"), "is not said: Istio's own 1 % is written");
        return Percents.Node(UsualSampling);
    }

    private JsonObject? Tag(string name, Source tag)
    {
        losses.Others(tag, "literal", "header", "formatter", "environment");
        return tag.Child("formatter", "value").Text is { Length: > 0 } format
            ? SpanTags.Format(name, format)
            : SpanTags.Custom(name, tag, "header", losses);
    }
}
