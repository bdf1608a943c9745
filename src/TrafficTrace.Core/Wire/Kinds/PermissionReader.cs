using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire.Envelopes;
using TrafficTrace.Core.Wire.Fields;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads what decides who may talk to whom. Here everybody may, so whatever says less is refused.</summary>
internal static class PermissionReader
{
    private const string Reason = "permissions are not served: every proxy of the mesh may reach every service";
    private const string Remedy = "Remove this resource";

    public static void CheckTrafficPermission(Envelope envelope, ReaderOptions options)
    {
        if (!AllowsAll(envelope.Spec)) Report(envelope, options, Reason);
    }

    public static void CheckMeshTrafficPermission(Envelope envelope, ReaderOptions options)
    {
        if (!AllowsWholeMesh(envelope)) Report(envelope, options, Reason);
    }

    public static void CheckMeshIdentity(Envelope envelope, ReaderOptions options) =>
        Report(envelope, options, "mutual TLS is not served: proxies of this mesh would talk in plain text");

    private static void Report(Envelope envelope, ReaderOptions options, string reason)
    {
        var mesh = envelope.Mesh.Text() is { Length: > 0 } named ? named : envelope.DefaultMesh ?? "";
        Plaintext.Report(envelope.Spec, mesh, options, reason, Remedy);
    }

    private static bool AllowsAll(Field spec) => IsEveryService(spec.Child("sources")) && IsEveryService(spec.Child("destinations"));

    private static bool IsEveryService(Field selectors) => selectors.Items().Any(selector =>
        selector.Child("match").TextMap() is [(TagSet.Service, TagSelector.Wildcard)]);

    private static bool AllowsWholeMesh(Envelope envelope)
    {
        var spec = envelope.Spec.Child("spec") is { Exists: true } inner ? inner : envelope.Spec;
        var from = spec.Child("from").Items().ToArray();
        return !spec.Child("rules").Exists && IsWholeMesh(spec.Child("targetRef")) && from.Length > 0 && from.All(item =>
            IsWholeMesh(item.Child("targetRef")) && item.Child("default").Child("action").Text() is "Allow" or "ALLOW");
    }

    private static bool IsWholeMesh(Field targetRef) =>
        !targetRef.Exists || targetRef.Entries is [{ Key: "kind", Value: ScalarNode { Text: nameof(ResourceKind.Mesh) } }];
}
