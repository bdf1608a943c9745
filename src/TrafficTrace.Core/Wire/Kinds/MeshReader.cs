using System.Collections.Immutable;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Envelopes;
using TrafficTrace.Core.Wire.Fields;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads a Mesh: its tracing in full, whether it wants mutual TLS, and the rest as it stands.</summary>
internal static class MeshReader
{
    public static Mesh Read(Envelope envelope, ReaderOptions options)
    {
        var identity = Identity.Read(envelope, ResourceKind.Mesh);
        var spec = envelope.Spec;
        spec.IsMapping();
        spec.WarnOfUnknown(
            "mtls", ("tracing", "nothing is traced"), "logging", "metrics", "networking", "routing", "constraints", "meshServices",
            "skipCreatingInitialPolicies");
        Plaintext.CheckMesh(spec.Child("mtls").Child("enabledBackend"), identity.Name, options);
        Plaintext.CheckConstraints(spec.Child("constraints"), identity.Name, options);
        UnservedFields.WarnOfMesh(spec);
        var tracing = spec.Child("tracing");
        tracing.IsMapping();
        tracing.WarnOfUnknown("backends", ("defaultBackend", "policies that name no backend trace nothing"));
        var backends = Backends(tracing.Child("backends"), out var names);
        var defaultBackend = DefaultBackend(tracing.Child("defaultBackend"), names);
        return new Mesh(identity.Name, SpecJson.Write(spec.Node, envelope.Findings))
        {
            CreationTime = identity.CreationTime,
            Backends = backends,
            DefaultBackend = defaultBackend,
        };
    }

    private static ImmutableArray<TracingBackend> Backends(Field field, out HashSet<string> names)
    {
        names = new HashSet<string>(StringComparer.Ordinal);
        var backends = ImmutableArray.CreateBuilder<TracingBackend>();
        foreach (var item in field.Items())
        {
            if (BackendReader.Read(item) is { } backend) backends.Add(backend);
            var name = item.Child("name");
            if (name.Node is not null and not ScalarNode { Kind: ScalarKind.Text }) continue;
            var text = (name.Node as ScalarNode)?.Text ?? "";
            if (!names.Add(text)) name.Error($"{GoQuoted.Text(text)} name is already used for another backend");
        }

        return backends.ToImmutable();
    }

    private static string? DefaultBackend(Field field, HashSet<string> names)
    {
        if (field.Text() is not { Length: > 0 } name) return null;
        if (!names.Contains(name)) field.Error("has to be set to one of the tracing backend in mesh");
        return name;
    }
}
