using System.Text.RegularExpressions;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Validation;

/// <summary>Tags of proxies and of selectors, in the order of their keys' bytes. Messages are Kuma 2.9's.</summary>
public static partial class TagRules
{
    /// <summary>Of a name or a value. Kuma has no limit; clusters and their counters are called by them.</summary>
    public const int MaxLength = 1024;

    public const string NoTag = "must have at least one tag";

    private const string NameIsEmpty = "tag name must be non-empty";
    private const string NameHasOthers = "tag name must consist of alphanumeric characters, dots, dashes, slashes and underscores";
    private static readonly string NameIsLong = $"tag name cannot be longer than {MaxLength} characters";
    private static readonly string ValueIsLong = $"tag value cannot be longer than {MaxLength} characters";
    private const string ValueIsEmpty = "tag value must be non-empty";

    /// <summary>Tags of an inbound, an outbound or a gateway.</summary>
    public static IEnumerable<TagViolation> OfProxy(IEnumerable<KeyValuePair<string, string>> tags) =>
        Violations(
            tags, value => ProxyValue().IsMatch(value), "tag value must consist of alphanumeric characters, dots, dashes and underscores");

    /// <summary>The <c>match</c> of a selector: slashes and a lone <c>*</c> are allowed in values.</summary>
    public static IEnumerable<TagViolation> OfSelector(IEnumerable<KeyValuePair<string, string>> match) =>
        Violations(
            match,
            value => value == TagSelector.Wildcard || NameOrSelectorValue().IsMatch(value),
            "tag value must consist of alphanumeric characters, dots, dashes, slashes and underscores or be \"*\"");

    /// <summary>Null, or why no tag is called so.</summary>
    public static string? OfName(string name)
    {
        if (name.Length == 0) return NameIsEmpty;
        if (name.Length > MaxLength) return NameIsLong;
        return NameOrSelectorValue().IsMatch(name) ? null : NameHasOthers;
    }

    /// <summary>Whether a selector can ask for this tag, exactly as it is.</summary>
    public static bool IsSelectable(string name, string value) =>
        OfName(name) is null && value.Length is > 0 and <= MaxLength && NameOrSelectorValue().IsMatch(value);

    private static IEnumerable<TagViolation> Violations(
        IEnumerable<KeyValuePair<string, string>> tags, Predicate<string> isValue, string otherwise)
    {
        foreach (var (key, value) in tags.OrderBy(tag => tag.Key, StringComparer.Ordinal))
        {
            if (key.Length == 0) yield return new TagViolation(null, NameIsEmpty);
            if (!NameOrSelectorValue().IsMatch(key)) yield return new TagViolation(key, NameHasOthers);
            if (key.Length > MaxLength) yield return new TagViolation(key, NameIsLong);
            if (value.Length > MaxLength) yield return new TagViolation(key, ValueIsLong);
            if (value.Length == 0) yield return new TagViolation(key, ValueIsEmpty);
            if (!isValue(value)) yield return new TagViolation(key, otherwise);
        }
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9.\-_:/]*\z")]
    private static partial Regex NameOrSelectorValue();

    [GeneratedRegex(@"\A[a-zA-Z0-9.\-_:]*\z")]
    private static partial Regex ProxyValue();
}
