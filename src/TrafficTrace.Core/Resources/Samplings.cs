namespace TrafficTrace.Core.Resources;

/// <summary>
/// Who is traced, in percent, 0 to 100; null where a document does not say. <see cref="Random"/> of requests without a sampled parent,
/// <see cref="Client"/> of those that <c>x-client-trace-id</c> asks for, and neither beyond <see cref="Overall"/>.
/// </summary>
public sealed record Samplings(double? Overall, double? Random, double? Client)
{
    public static readonly Samplings None = new(null, null, null);
}
