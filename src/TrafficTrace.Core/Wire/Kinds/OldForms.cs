using System.Text.RegularExpressions;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Forms that Kuma had once. They mean nothing any more, and are called by name with what to write instead.</summary>
internal static partial class OldForms
{
    /// <summary>True, and said, for an inbound or an outbound that says by <c>interface</c> where it is.</summary>
    /// <param name="listener">It.</param>
    /// <param name="advice">The fields to write instead, where it can't be told from the text what to write in them.</param>
    public static bool HasInterface(Field listener, string advice)
    {
        var field = listener.Child("interface");
        if (!field.Exists) return false;
        var match = Interface().Match((field.Node as ScalarNode)?.Text ?? "");
        var fields = match.Groups.Values.Skip(1).Where(group => group.Length > 0)
            .Select(group => $"{group.Name}: {GoQuoted.Word(group.Value)}");
        field.Error(
            $"is an old form of Kuma's: write {(match.Success ? string.Join(", ", fields) : advice)} instead");
        return true;
    }

    /// <summary>True, and said, for a backend that holds its conf under the name of its type (Kuma before 0.6).</summary>
    public static bool IsNamedByItsType(Field backend)
    {
        var old = BackendReader.Types.Select(type => backend.Child(type.Name)).Where(field => field.Exists).ToArray();
        foreach (var field in old) field.Error($"is an old form of Kuma's: write type: {field.Step.Name}, and what stands here under conf");
        return old.Length > 0;
    }

    /// <summary>Warns of tags that Kuma gives no meaning, although they are called like one of its own.</summary>
    public static void WarnOfTags(Field tags, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (tags.At(name).Exists && !tags.At($"kuma.io/{name}").Exists)
                tags.At(name).Warning(FindingCodes.TagWithoutPrefix, $"is a tag like any other: write \"kuma.io/{name}\" if that is meant");
        }
    }

    /// <summary>True, and said, for tags that name the service as Kuma did before tags had a prefix.</summary>
    public static bool NamesService(Field tags)
    {
        var old = tags.At("service");
        if (old.Exists) old.Error($"does not name the service: write \"{TagSet.Service}\" instead");
        return old.Exists;
    }

    [GeneratedRegex(@"\A(\[?(?<address>[0-9a-fA-F.:]*?)\]?):(?<port>[0-9]+)(:(?<servicePort>[0-9]+))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Interface();
}
