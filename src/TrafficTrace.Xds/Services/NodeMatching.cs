using Envoy.Type.Matcher.V3;
using Grpc.Core;

namespace TrafficTrace.Xds.Services;

/// <summary>Which nodes a status request is about: those that any of its matchers matches, or all when it has none.</summary>
internal static class NodeMatching
{
    /// <exception cref="RpcException">INVALID_ARGUMENT: a matcher that says nothing, or something not supported here.</exception>
    public static Func<string, bool> Of(IEnumerable<NodeMatcher> matchers)
    {
        Func<string, bool>[] any = [.. matchers.Select(Of)];
        return nodeId => any.Length == 0 || any.Any(matches => matches(nodeId));
    }

    private static Func<string, bool> Of(NodeMatcher matcher)
    {
        var text = matcher.NodeId ?? throw Invalid("node_matchers: only node_id is supported, and it is missing");
        var comparison = text.IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return text.MatchPatternCase switch
        {
            StringMatcher.MatchPatternOneofCase.Exact => nodeId => string.Equals(nodeId, text.Exact, comparison),
            StringMatcher.MatchPatternOneofCase.Prefix => nodeId => nodeId.StartsWith(text.Prefix, comparison),
            StringMatcher.MatchPatternOneofCase.Suffix => nodeId => nodeId.EndsWith(text.Suffix, comparison),
            StringMatcher.MatchPatternOneofCase.Contains => nodeId => nodeId.Contains(text.Contains, comparison),
            _ => throw Invalid("node_matchers: node_id must be matched by exact, prefix, suffix or contains"),
        };
    }

    private static RpcException Invalid(string message) => new(new Status(StatusCode.InvalidArgument, message));
}
