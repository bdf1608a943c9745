using System.Collections.Immutable;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Meshes whose mutual TLS and permissions the operator gives up knowingly (<c>--accept-plaintext</c>).</summary>
public sealed record ReaderOptions(ImmutableHashSet<string> AcceptPlaintext)
{
    public static readonly ReaderOptions Default = new(ImmutableHashSet.Create<string>(StringComparer.Ordinal));
}
