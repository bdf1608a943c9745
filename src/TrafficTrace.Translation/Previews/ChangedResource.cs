using System.Globalization;
using System.IO.Hashing;
using Envoy.Api.Protos;

namespace TrafficTrace.Translation.Previews;

/// <summary>A resource of a proxy before and after; null where there is none.</summary>
internal readonly record struct ChangedResource(PackedResource? Before, PackedResource? After)
{
    private const string OwnPrefix = "inbound:";

    public string TypeUrl => (After ?? Before!).TypeUrl;

    public string Name => (After ?? Before!).Name;

    /// <summary>The connections of a listener that comes or goes are drained by nobody else's doing, or not there yet.</summary>
    public bool Drains => Before is not null && After is not null && TypeUrl == TypeUrls.Listener;

    /// <summary>The proxy's own address, if the resource is named by it; null for what proxies share.</summary>
    public string? OwnAddress => IsOwn ? Name[OwnPrefix.Length..Name.LastIndexOf(':')] : null;

    /// <summary>The name, with <c>*</c> for the proxy's own address.</summary>
    public string SharedName => IsOwn ? $"{OwnPrefix}*{Name[Name.LastIndexOf(':')..]}" : Name;

    /// <summary>Equal for proxies on which the same happens, whatever their addresses.</summary>
    public string Kind => $"{TypeUrl} {SharedName} {Content(Before)} {Content(After)}";

    private bool IsOwn => TypeUrl == TypeUrls.Listener && Name.StartsWith(OwnPrefix, StringComparison.Ordinal);

    // An inbound listener's own bytes hold its name and address alone.
    private string Content(PackedResource? resource) => resource is null ? "-"
        : IsOwn ? XxHash128.HashToUInt128(resource.Shared).ToString("x32", CultureInfo.InvariantCulture)
        : resource.Version;
}
