using Envoy.Api.Protos;

namespace TrafficTrace.Cli.Output;

/// <summary>From type URLs to the parts of a configuration.</summary>
internal static class ConfigurationTypes
{
    private static readonly Dictionary<string, ConfigurationType> ByUrl = new(StringComparer.Ordinal)
    {
        [TypeUrls.Runtime] = ConfigurationType.Runtime,
        [TypeUrls.Cluster] = ConfigurationType.Clusters,
        [TypeUrls.ClusterLoadAssignment] = ConfigurationType.Endpoints,
        [TypeUrls.Listener] = ConfigurationType.Listeners,
        [TypeUrls.RouteConfiguration] = ConfigurationType.Routes,
    };

    /// <summary>Null for a type that has no part of its own.</summary>
    public static ConfigurationType? Of(string typeUrl) => ByUrl.TryGetValue(typeUrl, out var type) ? type : null;

    /// <summary>As documents have it.</summary>
    public static string NameOf(ConfigurationType type) => type.ToString().ToLowerInvariant();

    /// <summary>As documents have it; a type without a part is called as its message is.</summary>
    public static string NameOf(string typeUrl) =>
        Of(typeUrl) is { } type ? NameOf(type) : typeUrl[(typeUrl.LastIndexOf('.') + 1)..].ToLowerInvariant();
}
