using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire.Envelopes;
using TrafficTrace.Core.Wire.Fields;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire;

/// <summary>Whether a document says of itself what the path says to which it was sent. Messages and their order are Kuma 2.9's.</summary>
internal static class ExpectedIdentity
{
    public static void Check(Envelope envelope, ResourceKey key)
    {
        var name = Said(envelope.Name);
        Check(envelope.Name, "name", envelope.Namespace is { Length: > 0 } space ? $"{name}.{space}" : name, key.Name);
        Check(envelope.Kind, "type", Said(envelope.Kind), KindTable.Of(key.Kind).Name);
        if (key.Kind == ResourceKind.Mesh) return;
        var mesh = Said(envelope.Mesh);
        Check(envelope.Mesh, "mesh", mesh.Length == 0 && envelope.DefaultMesh is { } otherwise ? otherwise : mesh, key.Mesh);
    }

    // Whether it is text at all is asked by who reads it.
    private static string Said(Field field) => (field.Node as ScalarNode)?.Text ?? "";

    private static void Check(Field field, string word, string said, string expected)
    {
        if (said != expected) field.Error($"{word} from the URL has to be the same as in body");
    }
}
