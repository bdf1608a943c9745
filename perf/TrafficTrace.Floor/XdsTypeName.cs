using TrafficTrace.Load.Proxies;

namespace TrafficTrace.Floor;

/// <summary>A type as it stands in a path: <c>listener</c>, <c>runtime</c>.</summary>
internal readonly record struct XdsTypeName(XdsType Value)
{
    public static bool TryParse(string text, out XdsTypeName name)
    {
        var known = Enum.TryParse<XdsType>(text, ignoreCase: true, out var value);
        name = new(value);
        return known;
    }
}
