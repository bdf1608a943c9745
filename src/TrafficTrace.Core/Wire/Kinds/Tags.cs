using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads tags and holds them against the rules of the place where they stand.</summary>
internal static class Tags
{
    public static TagSet Read(Field field, Func<IReadOnlyList<KeyValuePair<string, string>>, IEnumerable<TagViolation>> rules)
    {
        var tags = field.TextMap();
        foreach (var (key, message) in rules(tags)) (key is null ? field : field.At(key)).Error(message);
        return TagSet.Of(tags);
    }
}
