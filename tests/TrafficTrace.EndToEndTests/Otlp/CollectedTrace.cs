namespace TrafficTrace.EndToEndTests.Otlp;

/// <summary>The spans of one trace that a collector has.</summary>
internal sealed record CollectedTrace(string Id, IReadOnlyList<OtlpSpan> Spans)
{
    public static IReadOnlyList<CollectedTrace> Of(IEnumerable<OtlpSpan> spans) =>
        [.. spans.GroupBy(span => span.TraceId, (id, ofTrace) => new CollectedTrace(id, [.. ofTrace]))];

    /// <summary>
    /// Who called whom, from the span of the client on (none: from the one that began the trace), as <c>web Server > web Client</c>. A
    /// span whose parent is missing is astray.
    /// </summary>
    public string Hops(string clientSpan = "")
    {
        var left = Spans.ToList();
        var hops = new List<string>();
        for (var parent = clientSpan; left.Find(span => span.ParentId == parent) is { } next; parent = next.SpanId)
        {
            left.Remove(next);
            hops.Add($"{next.Service} {next.Kind}");
        }

        return string.Join(" > ", hops) + string.Concat(left.Select(span => $"; astray: {span.Service} {span.Kind}"));
    }
}
