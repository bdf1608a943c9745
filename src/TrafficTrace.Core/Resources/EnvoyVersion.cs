using System.Globalization;

namespace TrafficTrace.Core.Resources;

/// <summary>A release of Envoy, as 1.37: what it can do does not change within one.</summary>
public readonly record struct EnvoyVersion(uint Major, uint Minor)
{
    /// <summary>The first that takes <c>CustomTag.value</c>, and <c>operation</c> of a connection manager.</summary>
    public static readonly EnvoyVersion WithFormats = new(1, 37);

    /// <summary>The first known whose tracer of OpenTelemetry asks the route whether a sampled parent is followed; 1.36 does not.</summary>
    public static readonly EnvoyVersion WithParentsByRoute = new(1, 40);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    public static bool operator <(EnvoyVersion left, EnvoyVersion right) =>
        left.Major < right.Major || (left.Major == right.Major && left.Minor < right.Minor);

    public static bool operator >(EnvoyVersion left, EnvoyVersion right) => right < left;
}
