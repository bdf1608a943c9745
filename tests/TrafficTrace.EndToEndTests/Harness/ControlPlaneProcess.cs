using System.Net;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>
/// The control plane as a process of its own, on a folder of resources. It may be killed, stopped and started again on the same ports.
/// </summary>
internal sealed class ControlPlaneProcess(string resources, params string[] options) : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(2) };

    // It lives for seconds: what the runtime would compile once more, and better, does not pay, and the cores have enough to do.
    private static readonly Dictionary<string, string> CompiledOnce = new() { ["DOTNET_TC_CallCounting"] = "0" };

    private readonly List<ChildProcess> _processes = [];

    public int XdsPort { get; } = FreePorts.Next();

    public int ApiPort { get; } = FreePorts.Next();

    /// <summary>What all of its starts wrote.</summary>
    public string Log => string.Concat(_processes.Select(process => process.Log));

    private ChildProcess Current => _processes[^1];

    /// <param name="xds">Options of its xDS ports; without any it has <see cref="XdsPort"/> in plain text.</param>
    public async Task StartAndReadyAsync(params string[] xds)
    {
        string[] ports = [.. xds.Length == 0 ? ["--xds-port", $"{XdsPort}"] : xds, "--api-port", $"{ApiPort}"];
        _processes.Add(await ChildProcess.StartAsync("traffictrace-cp", "dotnet",
            [Executables.ControlPlane, .. ports, "--resources", resources, .. options], CompiledOnce));
        await Current.AnswersAsync(IsReadyAsync, TimeSpan.FromSeconds(30));
    }

    public Task KillAsync() => Current.KillAsync();

    public Task<int> StopAsync() => Current.StopAsync(TimeSpan.FromSeconds(10));

    public async Task<bool> IsReadyAsync() => await Http.StatusAsync(new Uri($"http://127.0.0.1:{ApiPort}/ready")) == HttpStatusCode.OK;

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
    }
}
