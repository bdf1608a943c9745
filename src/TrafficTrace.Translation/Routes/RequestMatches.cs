using Envoy.Config.Route.V3;
using Envoy.Type.Matcher.V3;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Translation.Routes;

/// <summary>Which requests a route takes.</summary>
internal static class RequestMatches
{
    public static readonly RequestMatch All = new(null, null, []);

    /// <summary>
    /// A parent that W3C's flags call sampled. They are bits, and their lowest says it: "03" does too, so the whole is no match.
    /// </summary>
    public static HeaderMatcher SampledParent =>
        Header("traceparent", new StringMatcher { SafeRegex = new() { Regex = ".*-[0-9a-f][13579bdf]" } });

    public static void Restrict(RouteMatch match, RequestMatch wanted)
    {
        if (wanted.Path is { } path) SetPath(match, path);
        if (wanted.Method is { } method) match.Headers.Add(Header(":method", new StringMatcher { Exact = method }));
        foreach (var header in wanted.Headers) match.Headers.Add(Of(header));
    }

    private static void SetPath(RouteMatch match, TextMatch path)
    {
        if (path.Kind == TextMatchKind.Exact) match.Path = path.Text;
        else if (path.Kind == TextMatchKind.Prefix) match.Prefix = path.Text;
        else match.SafeRegex = new() { Regex = path.Text };
    }

    private static HeaderMatcher Of(HeaderMatch header) => header.Value is { } value
        ? Header(header.Name, Of(value))
        : new HeaderMatcher { Name = header.Name, PresentMatch = true };

    private static StringMatcher Of(TextMatch value) => value.Kind switch
    {
        TextMatchKind.Exact => new() { Exact = value.Text },
        TextMatchKind.Prefix => new() { Prefix = value.Text },
        _ => new() { SafeRegex = new() { Regex = value.Text } },
    };

    private static HeaderMatcher Header(string name, StringMatcher value) => new() { Name = name, StringMatch = value };
}
