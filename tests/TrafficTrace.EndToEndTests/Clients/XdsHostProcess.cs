using Envoy.Api.Protos;
using Envoy.Service.Status.V3;
using Google.Protobuf;
using Grpc.Net.Client;
using TrafficTrace.EndToEndTests.Harness;
using TrafficTrace.XdsHost.Wire;

namespace TrafficTrace.EndToEndTests.Clients;

/// <summary>The engine in its sample host, as a process of its own. It may be killed and started again on the same ports.</summary>
internal sealed class XdsHostProcess : IAsyncDisposable
{
    public const string Node = "client";

    private readonly int _adapterPort = FreePorts.Next();
    private readonly List<ChildProcess> _processes = [];
    private readonly GrpcChannel _xds;
    private readonly GrpcChannel _adapter;

    public XdsHostProcess() => (_xds, _adapter) = (Channel(XdsPort), Channel(_adapterPort));

    public int XdsPort { get; } = FreePorts.Next();

    public async Task StartAsync()
    {
        var process = await ChildProcess.StartAsync(
            "XdsHost", "dotnet", [Executables.XdsHost, "--xds-port", $"{XdsPort}", "--adapter-port", $"{_adapterPort}"]);
        _processes.Add(process);
        await process.AnswersAsync(
            () => Task.FromResult(process.Log.Contains("xDS on", StringComparison.Ordinal)), TimeSpan.FromSeconds(30));
    }

    public Task KillAsync() => _processes[^1].KillAsync();

    public async Task SetAsync(string version, IEnumerable<IMessage> resources)
    {
        var request = new SetStateRequest { Node = Node, Version = version, Resources = { resources.Select(DeterministicAny.Pack) } };
        Assert.That((await new Adapter.AdapterClient(_adapter).SetStateAsync(request)).Success);
    }

    /// <summary>Waits until the client has said who it is.</summary>
    public Task IsConnectedAsync() => StatusAsync(client => true, "the client is connected");

    /// <summary>Waits until the client has accepted all there is.</summary>
    public Task IsInSyncAsync() => StatusAsync(
        client =>
            client.GenericXdsConfigs.Count > 0 && client.GenericXdsConfigs.All(resource => resource.ConfigStatus == ConfigStatus.Synced),
        "the client has accepted all there is");

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
        _xds.Dispose();
        _adapter.Dispose();
    }

    private Task<TimeSpan> StatusAsync(Func<ClientConfig, bool> holds, string what) => Eventually.TrueAsync(
        async () =>
        {
            var status = await new ClientStatusDiscoveryService.ClientStatusDiscoveryServiceClient(_xds)
                .FetchClientStatusAsync(new ClientStatusRequest());
            return status.Config.Count == 1 && holds(status.Config[0]);
        },
        TimeSpan.FromSeconds(30),
        what);

    private static GrpcChannel Channel(int port) => GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
}
