using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads which requests a rule is for.</summary>
internal static class RequestMatchReader
{
    private const int MaxHeaders = 16;

    public static RequestMatch Read(Field field)
    {
        field.IsMapping();
        field.WarnOfUnknown("path", "method", "headers");
        HeaderMatch[] headers = [.. Counts.Items(field.Child("headers"), MaxHeaders).Select(Header)];
        var match = new RequestMatch(Path(field.Child("path")), Method(field.Child("method")), [.. headers]);
        if (!field.Child("path").Exists && !field.Child("method").Exists && headers.Length == 0)
            field.Error("has to have path, method or headers: which requests the rule is for");
        return match;
    }

    private static TextMatch? Path(Field field)
    {
        if (!field.Exists || !field.IsMapping()) return null;
        field.WarnOfUnknown("exact", "prefix", "regex");
        return OneOf.Name(field, "exact", "prefix", "regex") switch
        {
            "exact" => Text(field.Child("exact"), TextMatchKind.Exact, PathRules.Of),
            "prefix" => Text(field.Child("prefix"), TextMatchKind.Prefix, PathRules.Of),
            "regex" => Text(field.Child("regex"), TextMatchKind.Regex, RegexRules.Of),
            _ => null,
        };
    }

    private static string? Method(Field field) => field.Exists ? Texts.Read(field, HttpRules.OfMethod) : null;

    private static HeaderMatch Header(Field item)
    {
        item.IsMapping();
        item.WarnOfUnknown("name", "exact", "prefix", "present");
        return new(HeaderNameReader.Read(item.Child("name")), OneOf.Name(item, "exact", "prefix", "present") switch
        {
            "exact" => Text(item.Child("exact"), TextMatchKind.Exact, ValueRules.OfRequired),
            "prefix" => Text(item.Child("prefix"), TextMatchKind.Prefix, ValueRules.OfRequired),
            "present" => Any(item.Child("present")),
            _ => null,
        });
    }

    private static TextMatch? Any(Field present)
    {
        if (present.Flag() == false) present.Error("has to be true, or left out");
        return null;
    }

    private static TextMatch? Text(Field field, TextMatchKind kind, Func<string, string?> rule) =>
        Texts.Read(field, rule) is { } text ? new TextMatch(kind, text) : null;
}
