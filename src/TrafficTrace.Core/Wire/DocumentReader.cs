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
    private const string Served = "Mesh, TrafficTrace and Dataplane are served, other kinds of Kuma are skipped";

    public static DocumentResult Read(MappingNode root, string? file, ReaderOptions options)
    {
        var isKubernetes = KubernetesEnvelope.IsFormOf(root);
        if (isKubernetes && KubernetesEnvelope.IsForeign(root, IsOurs)) return DocumentResult.Skip(root.TextAt("kind"));
        var envelope = isKubernetes ? KubernetesEnvelope.Of(root, file) : UniversalEnvelope.Of(root, file);
        if (SkippedKinds.Contains(envelope.KindName)) return DocumentResult.Skip(envelope.KindName);
        var resource = Read(envelope, options);
        var findings = envelope.Findings;
        return new DocumentResult(findings.Errors.Total == 0 ? resource : null, findings.Errors, findings.Warnings);
    }

    private static bool IsOurs(string kind) => kind is "Mesh" or "TrafficTrace" or "Dataplane" || PermissionReader.IsPermission(kind);

    private static Resource? Read(Envelope envelope, ReaderOptions options)
    {
        switch (envelope.Kind.Text())
        {
            case "Mesh":
                return MeshReader.Read(envelope, options);
            case "TrafficTrace":
                return TrafficTraceReader.Read(envelope);
            case "Dataplane":
                return DataplaneReader.Read(envelope);
            case { } kind when PermissionReader.IsPermission(kind):
                PermissionReader.Check(envelope, options);
                return null;
            case { Length: 0 }:
                envelope.Kind.Error($"has to say what the document is: {Served}");
                return null;
            case { } kind:
                envelope.Kind.Error($"{GoQuoted.Text(kind)} is not known: {Served}");
                return null;
            default:
                return null;
        }
    }
}
