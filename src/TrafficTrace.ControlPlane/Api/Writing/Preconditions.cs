using System.Collections.Immutable;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.ControlPlane.Api.Writing;

/// <summary><c>If-Match</c> and <c>If-None-Match</c>; null where they are not given.</summary>
internal sealed record Preconditions(ImmutableArray<string>? Match, ImmutableArray<string>? NoneMatch)
{
    public static readonly Preconditions None = new(null, null);

    private const string Any = "*";

    public static Preconditions Of(HttpRequest request) => new(Tags(request.Headers.IfMatch), Tags(request.Headers.IfNoneMatch));

    /// <summary>Those that are given where several resources are written, of which they would not say which one they mean.</summary>
    public static IEnumerable<InvalidParameter> NotTaken(HttpRequest request) =>
        from name in (string[])[HeaderNames.IfMatch, HeaderNames.IfNoneMatch]
        where request.Headers.ContainsKey(name)
        select new InvalidParameter(name, "is a condition on one resource, and not taken here");

    /// <summary>Why they do not hold of what is there; null when they do.</summary>
    public string? Violation(Resource? current)
    {
        var found = current is null ? "there is no such resource" : $"the resource's ETag is {ETags.Of(current)}";
        if (Match is { } wanted && !Matches(wanted, current)) return $"If-Match: {found}";
        return NoneMatch is { } unwanted && Matches(unwanted, current) ? $"If-None-Match: {found}" : null;
    }

    /// <summary>Whether the client has this resource already.</summary>
    public bool HasAlready(Resource current) => NoneMatch is { } held && Matches(held, current);

    private static bool Matches(ImmutableArray<string> tags, Resource? current) =>
        current is not null && (tags.Contains(Any) || tags.Contains(ETags.Of(current)));

    private static ImmutableArray<string>? Tags(StringValues header) => header.Count == 0
        ? null
        : [.. header.ToString().Split(',', StringSplitOptions.TrimEntries).Select(Strong)];

    private static string Strong(string tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
}
