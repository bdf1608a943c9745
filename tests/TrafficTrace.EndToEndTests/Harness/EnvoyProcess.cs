using System.Globalization;
using System.Net;
using System.Text.Json;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>A real Envoy with one worker, on the bootstrap given.</summary>
internal sealed class EnvoyProcess : IAsyncDisposable
{
    // Envoy sends spans at five or after five seconds; tests can't wait that long.
    public const string QuickSpans =
        "{name: test, static_layer: {tracing.zipkin.flush_interval_ms: 200, tracing.zipkin.min_flush_spans: "
            + "20, tracing.opentelemetry.flush_interval_ms: 200, tracing.opentelemetry.min_flush_spans: 20}}";

    private readonly ChildProcess _process;
    private readonly HttpClient _admin;
    private readonly string _folder;

    private EnvoyProcess(ChildProcess process, int adminPort, string folder)
    {
        _process = process;
        _folder = folder;
        _admin = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{adminPort}/"), Timeout = TimeSpan.FromSeconds(5) };
    }

    public string Log => _process.Log;

    public bool HasExited => _process.HasExited;

    public static Task<EnvoyProcess> StartAsync(string binary, string bootstrap, int adminPort, params string[] options) =>
        StartMergedAsync(binary, bootstrap, $"layered_runtime: {{layers: [{QuickSpans}]}}", adminPort, options);

    /// <param name="binary">Which Envoy.</param>
    /// <param name="bootstrap">Holds <see cref="QuickSpans"/> among its layers.</param>
    /// <param name="merged">What is merged into it, as <c>--config-yaml</c> does.</param>
    /// <param name="adminPort">That of the bootstrap.</param>
    /// <param name="options">More of the command line.</param>
    public static async Task<EnvoyProcess> StartMergedAsync(
        string binary, string bootstrap, string merged, int adminPort, params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("traffictrace-envoy-").FullName;
        var file = Path.Combine(folder, "bootstrap.yaml");
        File.WriteAllText(file, bootstrap);
        string[] arguments =
        [
            "-c",
            file,
            "--config-yaml",
            merged,
            "--concurrency",
            "1",
            "--use-dynamic-base-id",
            "-l",
            "info",
            .. options,
        ];
        return new EnvoyProcess(await ChildProcess.StartAsync($"envoy :{adminPort}", binary, arguments), adminPort, folder);
    }

    public Task<TimeSpan> AdminAnswersAsync() =>
        _process.AnswersAsync(async () => await StatusAsync("server_info") is not null, TimeSpan.FromSeconds(15));

    /// <summary>Waits until Envoy is LIVE, so that it has all of its first configuration.</summary>
    public Task<TimeSpan> ReadyAsync() =>
        _process.AnswersAsync(async () => await StatusAsync("ready") == HttpStatusCode.OK, TimeSpan.FromSeconds(30));

    /// <summary>Counters and gauges whose names match <paramref name="regex"/>.</summary>
    public async Task<IReadOnlyDictionary<string, long>> StatsAsync(string regex)
    {
        var text = await _admin.GetStringAsync(new Uri($"stats?type=Counters&filter={Uri.EscapeDataString(regex)}", UriKind.Relative))
            + await _admin.GetStringAsync(new Uri($"stats?type=Gauges&filter={Uri.EscapeDataString(regex)}", UriKind.Relative));
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => long.Parse(pair[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    /// <summary>Sum over the counters and gauges whose names match.</summary>
    public async Task<long> SumAsync(string regex) => (await StatsAsync(regex)).Values.Sum();

    public async Task<JsonDocument> ConfigDumpAsync() =>
        JsonDocument.Parse(await _admin.GetStringAsync(new Uri("config_dump?include_eds", UriKind.Relative)));

    /// <summary>What happened to listeners since the start: none of it may change through a change that is to spare connections.</summary>
    public async Task<string> ListenerHistoryAsync() => string.Join('\n', (await StatsAsync(
        "^listener_manager\\.listener_(added|modified|removed|in_place_updated)$")).OrderBy(stat => stat.Key, StringComparer.Ordinal));

    /// <summary>What came, changed or went of listeners, clusters and endpoints since the start, and what there is now.</summary>
    public async Task<string> HeldAsync() => string.Join('\n', (await StatsAsync(
        "^listener_manager\\.listener_(added|modified|removed|in_place_updated)$"
            + "|^cluster_manager\\.cluster_(added|modified|removed)$"
            + "|\\.membership_(change|total)$"))
        .OrderBy(stat => stat.Key, StringComparer.Ordinal));

    /// <summary>Waits until the listeners' count is as wanted and none is warming.</summary>
    public Task<TimeSpan> HasListenersAsync(int count) => Eventually.TrueAsync(
        async () => await SumAsync("^listener_manager\\.total_listeners_(active|warming)$") == count
            && await SumAsync("^listener_manager\\.total_listeners_warming$") == 0,
        TimeSpan.FromSeconds(10),
        $"{count} listeners are active");

    /// <summary>Waits until it is connected to the control plane.</summary>
    public Task<TimeSpan> ConnectedAsync() => Eventually.TrueAsync(
        async () => await SumAsync("^control_plane\\.connected_state$") == 1,
        TimeSpan.FromSeconds(10),
        "Envoy is connected to the control plane");

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _admin.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<HttpStatusCode?> StatusAsync(string path) => _admin.StatusAsync(new Uri(path, UriKind.Relative));
}
