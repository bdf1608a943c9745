namespace TrafficTrace.Core.Resources;

public enum TextMatchKind
{
    Exact,
    Prefix,
    Regex,
}
