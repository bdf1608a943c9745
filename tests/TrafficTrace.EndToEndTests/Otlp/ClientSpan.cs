using System.Security.Cryptography;

namespace TrafficTrace.EndToEndTests.Otlp;

/// <summary>The span of a client that calls into the mesh, as its <c>traceparent</c> tells of it.</summary>
/// <param name="Flags">Two hex digits; the lowest bit says that the client sampled it, the next that the trace id is random.</param>
internal sealed record ClientSpan(string TraceId, string SpanId, string Flags)
{
    /// <summary>A line of a request's head.</summary>
    public string Header => $"traceparent: 00-{TraceId}-{SpanId}-{Flags}\r\n";

    public static ClientSpan Begin(string flags) => new(Id(16), Id(8), flags);

    private static string Id(int bytes) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));
}
