namespace TrafficTrace.Core.Validation;

/// <summary>The path of a request, or how it begins, as Envoy compares it: percent-encoded, without the query.</summary>
public static class PathRules
{
    /// <summary>Null, or why no request has that path.</summary>
    public static string? Of(string path)
    {
        if (!path.StartsWith('/')) return "has to begin with /";
        if (path.Length > ValueRules.MaxLength) return $"cannot be longer than {ValueRules.MaxLength} characters";
        if (path.AsSpan().ContainsAny('?', '#')) return "has to be without ? and #: paths are compared without what follows them";
        return ValueRules.IsVisible(path) ? null : "has to consist of visible ASCII characters, others percent-encoded";
    }
}
