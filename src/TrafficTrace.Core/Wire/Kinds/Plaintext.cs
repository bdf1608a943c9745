using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>
/// What asks for encryption or permission cannot be honoured, since proxies talk in plain text: it is refused, unless the operator
/// gave it up for that mesh.
/// </summary>
internal static class Plaintext
{
    public static void CheckMesh(Field enabledBackend, string mesh, ReaderOptions options)
    {
        if (enabledBackend.Text() is not { Length: > 0 }) return;
        Report(
            enabledBackend, mesh, options, "mutual TLS is not served: proxies of this mesh would talk in plain text", "Remove the field");
    }

    /// <summary>Which proxies may join a mesh: here every one may.</summary>
    public static void CheckConstraints(Field constraints, string mesh, ReaderOptions options)
    {
        foreach (var entry in constraints.Entries)
        {
            var field = constraints.Child(entry.Key);
            if (field.Node is MappingNode mapping && mapping.Entries.Any(part => part.Value is SequenceNode { Items.IsEmpty: false }))
                Report(field, mesh, options, "constraints are not served: every proxy may join this mesh", "Remove the field");
        }
    }

    public static void Report(Field field, string mesh, ReaderOptions options, string reason, string remedy)
    {
        if (options.AcceptPlaintext.Contains(mesh))
            field.Warning(FindingCodes.Plaintext, $"{reason} (accepted by --accept-plaintext {GoQuoted.Word(mesh)})");
        else field.Error($"{reason}. {remedy}, or accept this with --accept-plaintext {(mesh.Length == 0 ? "MESH" : GoQuoted.Word(mesh))}");
    }
}
