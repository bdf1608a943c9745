using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Envelopes;
using TrafficTrace.Core.Wire.Fields;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire;

/// <summary>Reads one document by its kind.</summary>
internal static class DocumentReader
{
    private static readonly string Served = $"{KindTable.NamesOfFiles} are served, other kinds of Kuma are skipped";

    /// <param name="root">The document.</param>
    /// <param name="file">For saying where a finding is.</param>
    /// <param name="options">Of the readers.</param>
    /// <param name="expected">What the document has to be, where that is known otherwise.</param>
    public static DocumentResult Read(MappingNode root, string? file, ReaderOptions options, ResourceKey? expected)
    {
        var isKubernetes = KubernetesEnvelope.IsFormOf(root);
        if (expected is null && isKubernetes && KubernetesEnvelope.IsForeign(root, IsRead)) return DocumentResult.Skip(root.TextAt("kind"));
        var envelope = isKubernetes ? KubernetesEnvelope.Of(root, file) : UniversalEnvelope.Of(root, file);
        if (expected is { } key) ExpectedIdentity.Check(envelope, key);
        else if (SkippedKinds.Contains(envelope.KindName)) return DocumentResult.Skip(envelope.KindName);
        var resource = Read(envelope, options);
        var findings = envelope.Findings;
        return new DocumentResult(findings.Errors.Total == 0 ? resource : null, findings.Errors, findings.Warnings);
    }

    private static Resource? Read(Envelope envelope, ReaderOptions options)
    {
        if (envelope.Kind.Text() is not { } kind) return null;
        if (KindTable.Find(kind) is { } row) return row.Read(envelope, options);
        envelope.Kind.Error($"{(kind.Length == 0 ? "has to say what the document is" : $"{GoQuoted.Text(kind)} is not known")}: {Served}");
        return null;
    }

    private static bool IsRead(string kind) => KindTable.Find(kind) is not null;
}
