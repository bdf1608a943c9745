using Envoy.Api.Protos;
using TrafficTrace.Cli.Output;

namespace TrafficTrace.Cli.Dump;

/// <summary>
/// Asks for a proxy's configuration in the order in which Envoy does: runtime, clusters, their endpoints, listeners, their routes.
/// </summary>
internal sealed class Subscriber(IAdsStream stream)
{
    private const string RuntimeLayer = "tracing";

    public ReceivedConfiguration Received { get; } = new();

    /// <summary>The part that is waited for, with what is missing of it; null once all has come.</summary>
    public string? WaitingFor { get; private set; }

    /// <exception cref="EndOfStreamException">The server ended the stream.</exception>
    public async Task ReceiveAllAsync(bool rtds, CancellationToken cancellation)
    {
        if (rtds)
            await AskAsync(ConfigurationType.Runtime, TypeUrls.Runtime, [RuntimeLayer], cancellation);
        await AskAsync(ConfigurationType.Clusters, TypeUrls.Cluster, [], cancellation);
        if (Received.EndpointNames is { Count: > 0 } names)
            await AskAsync(ConfigurationType.Endpoints, TypeUrls.ClusterLoadAssignment, names, cancellation);
        await AskAsync(ConfigurationType.Listeners, TypeUrls.Listener, [], cancellation);
        if (Received.RouteNames is { Count: > 0 } routes)
            await AskAsync(ConfigurationType.Routes, TypeUrls.RouteConfiguration, routes, cancellation);
        WaitingFor = null;
    }

    private async Task AskAsync(ConfigurationType type, string typeUrl, IReadOnlyCollection<string> names, CancellationToken cancellation)
    {
        WaitingFor = ConfigurationTypes.NameOf(type);
        await stream.SubscribeAsync(typeUrl, names, cancellation);
        while (Missing(type, names) is { } missing)
        {
            WaitingFor = missing;
            Received.Add(await stream.ReadAsync(cancellation) ?? throw new EndOfStreamException());
        }
    }

    // A response may hold some of the named resources, and others come later.
    private string? Missing(ConfigurationType type, IReadOnlyCollection<string> names)
    {
        var part = ConfigurationTypes.NameOf(type);
        if (!Received.Answered(type))
            return part;
        var missing = names.Where(name => !Received.Has(type, name)).ToList();
        return missing.Count == 0 ? null : $"{part} {string.Join(", ", missing)}";
    }
}
