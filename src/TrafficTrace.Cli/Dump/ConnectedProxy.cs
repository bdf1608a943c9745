using Envoy.Admin.V3;
using Envoy.Config.Core.V3;
using Envoy.Service.Status.V3;
using Envoy.Type.Matcher.V3;
using Google.Protobuf.Collections;
using Grpc.Core;
using TrafficTrace.Cli.Output;

namespace TrafficTrace.Cli.Dump;

/// <summary>
/// How a configuration that was received as an onlooker stands to what the proxy itself has, as the control plane tells it (CSDS).
/// </summary>
internal static class ConnectedProxy
{
    /// <returns>Sentences; none where the control plane does not tell.</returns>
    public static async Task<IReadOnlyList<string>> ComparedAsync(
        CallInvoker invoker, string node, ReceivedConfiguration received, CancellationToken cancellation)
    {
        var request = new ClientStatusRequest { NodeMatchers = { new NodeMatcher { NodeId = new StringMatcher { Exact = node } } } };
        try
        {
            var client = new ClientStatusDiscoveryService.ClientStatusDiscoveryServiceClient(invoker);
            var response = await client.FetchClientStatusAsync(request, cancellationToken: cancellation);
            return Compared(node, response.Config, received);
        }
        catch (RpcException)
        {
            return [];
        }
    }

    private static string[] Compared(string node, RepeatedField<ClientConfig> streams, ReceivedConfiguration received)
    {
        if (streams.Count == 0) return [$"{node} is not connected: this is what it would be sent."];
        var resources = streams.SelectMany(stream => stream.GenericXdsConfigs)
            .Where(resource => resource.ConfigStatus != ConfigStatus.NotSent).ToList();
        if (resources.Count == 0) return [$"{node} is connected, but the control plane does not tell what it has: it may be behind."];
        var rejected = resources.Where(resource => resource.ConfigStatus == ConfigStatus.Error)
            .Select(resource => $"{node} rejected {resource.Name}: {resource.ErrorState.Details}");
        return [.. rejected, Difference(node, resources, received)];
    }

    private static string Difference(string node, List<ClientConfig.Types.GenericXdsConfig> resources, ReceivedConfiguration received)
    {
        var byRuntime = resources.Exists(resource => ConfigurationTypes.Of(resource.TypeUrl) == ConfigurationType.Runtime);
        if (byRuntime != received.Answered(ConfigurationType.Runtime))
        {
            return byRuntime
                ? $"{node} is connected and takes its sampling by runtime discovery: --rtds shows what it has."
                : $"{node} is connected and takes its sampling in its listeners: without --rtds it shows what it has.";
        }

        var shown = resources.Where(resource => ConfigurationTypes.Of(resource.TypeUrl) is not null); // of secrets nobody tells the content
        var others = shown.Where(resource => !received.Has(resource.XdsConfig)).Select(resource => resource.Name).Distinct()
            .Order(StringComparer.Ordinal).ToArray();
        return others.Length == 0
            ? $"{node} is connected, and this is what it is sent."
            : $"{node} is connected, and has these otherwise: {string.Join(", ", others)}. This is what a proxy that rejects nothing is "
                + "sent.";
    }
}
