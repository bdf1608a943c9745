using System.Collections.Concurrent;
using Envoy.Api.Protos;
using Envoy.Service.Discovery.V3;
using Google.Protobuf;
using Grpc.Core;

namespace TrafficTrace.Tests.Cli;

/// <summary>
/// Answers each subscription with the resources set for its type, one response a resource list, and writes down every request.
/// A type without an entry is never answered.
/// </summary>
internal sealed class ScriptedDiscovery : AggregatedDiscoveryService.AggregatedDiscoveryServiceBase
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _asked = [];
    private int _nonce;

    public Dictionary<string, List<(string Name, IMessage Message)>[]> Answers { get; init; } = [];

    public Status? Refusal { get; init; }

    public ConcurrentQueue<DiscoveryRequest> Requests { get; } = [];

    public ConcurrentQueue<DeltaDiscoveryRequest> DeltaRequests { get; } = [];

    /// <summary>What the last state-of-the-world stream was opened with.</summary>
    public string? Authorization { get; private set; }

    /// <summary>Completes once a type is subscribed to.</summary>
    public Task Asked(string typeUrl) => AskedSource(typeUrl).Task;

    public override async Task StreamAggregatedResources(
        IAsyncStreamReader<DiscoveryRequest> requests, IServerStreamWriter<DiscoveryResponse> responses, ServerCallContext context)
    {
        Authorization = context.RequestHeaders.GetValue("authorization");
        await foreach (var request in requests.ReadAllAsync())
        {
            Requests.Enqueue(request);
            foreach (var resources in ToAnswer(request.TypeUrl, request.ResponseNonce))
            {
                var response = new DiscoveryResponse { TypeUrl = request.TypeUrl, VersionInfo = "v1", Nonce = Nonce() };
                response.Resources.AddRange(resources.Select(resource => DeterministicAny.Pack(resource.Message)));
                await responses.WriteAsync(response);
            }
        }
    }

    public override async Task DeltaAggregatedResources(
        IAsyncStreamReader<DeltaDiscoveryRequest> requests,
        IServerStreamWriter<DeltaDiscoveryResponse> responses,
        ServerCallContext context)
    {
        await foreach (var request in requests.ReadAllAsync())
        {
            DeltaRequests.Enqueue(request);
            foreach (var resources in ToAnswer(request.TypeUrl, request.ResponseNonce))
            {
                var response = new DeltaDiscoveryResponse { TypeUrl = request.TypeUrl, Nonce = Nonce() };
                response.Resources.AddRange(
                    resources.Select(
                        resource =>
                            new Resource { Name = resource.Name, Version = "v1", Resource_ = DeterministicAny.Pack(resource.Message) }));
                await responses.WriteAsync(response);
            }
        }
    }

    private TaskCompletionSource AskedSource(string typeUrl) =>
        _asked.GetOrAdd(typeUrl, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private string Nonce() => $"{++_nonce}";

    private List<(string Name, IMessage Message)>[] ToAnswer(string typeUrl, string nonce)
    {
        AskedSource(typeUrl).TrySetResult();
        if (Refusal is { } refusal)
            throw new RpcException(refusal);
        return nonce.Length == 0 ? Answers.GetValueOrDefault(typeUrl, []) : [];
    }
}
