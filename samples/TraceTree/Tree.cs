using System.Text;

namespace TraceTree;

/// <summary>
/// One line a span, indented below its parent. The two ends of a call share a span id (Zipkin's shared span context), so
/// the client's line stands above the server's, at the same depth.
/// </summary>
internal static class Tree
{
    public static string Render(IReadOnlyList<Span> trace)
    {
        var services = trace.Select(span => span.Service).Distinct().Count();
        var text = new StringBuilder($"trace {trace[0].TraceId}: {trace.Count} spans, {services} services\n");
        var known = trace.Select(span => span.Id).ToHashSet();
        foreach (var rootId in Ids(trace.Where(span => span.ParentId is null || !known.Contains(span.ParentId))))
            Append(text, trace, rootId, 1);
        return text.ToString();
    }

    private static void Append(StringBuilder text, IReadOnlyList<Span> trace, string id, int depth)
    {
        foreach (var span in trace.Where(span => span.Id == id).OrderBy(span => span.Kind, StringComparer.Ordinal))
        {
            var name = new string(' ', 2 * depth) + span.Service;
            text.Append(null, $"{name,-16} {span.Kind,-6} span {span.Id} {span.Duration / 1000.0,8:0.0} ms\n");
        }

        foreach (var child in Ids(trace.Where(span => span.ParentId == id)))
            Append(text, trace, child, depth + 1);
    }

    private static IEnumerable<string> Ids(IEnumerable<Span> spans) =>
        spans.OrderBy(span => span.Timestamp).Select(span => span.Id).Distinct();
}
