using System.Net;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>The real Zipkin, in memory. It takes seconds to start, so all tests share one; trace ids and paths keep them apart.</summary>
internal sealed class ZipkinProcess : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private static readonly Lazy<Task<ZipkinProcess>> Started = new(StartAsync);

    private readonly ChildProcess _process;

    private ZipkinProcess(ChildProcess process, int port)
    {
        _process = process;
        Base = new Uri($"http://127.0.0.1:{port}/");
        Collector = new Uri(Base, "api/v2/spans");
    }

    public static Task<ZipkinProcess> Shared => Started.Value;

    public Uri Base { get; }

    public Uri Collector { get; }

    /// <summary>Ends the shared one, if any test asked for it.</summary>
    public static async Task StopSharedAsync()
    {
        if (Started is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await (await Shared).DisposeAsync();
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<ZipkinProcess> StartAsync()
    {
        var port = FreePorts.Next();
        var process = await ChildProcess.StartAsync("zipkin", Parts.Java,
            ["-XX:TieredStopAtLevel=1", "-Xmx256m", "-jar", Parts.ZipkinJar,
             "--armeria.ports[0].ip=127.0.0.1", $"--armeria.ports[0].port={port}", "--armeria.ports[0].protocols[0]=http"],
            new Dictionary<string, string> { ["QUERY_PORT"] = $"{port}", ["STORAGE_TYPE"] = "mem", ["SELF_TRACING_ENABLED"] = "false" });
        var zipkin = new ZipkinProcess(process, port);
        await process.AnswersAsync(zipkin.IsUpAsync, TimeSpan.FromSeconds(60));
        return zipkin;
    }

    private async Task<bool> IsUpAsync() => await Http.StatusAsync(new Uri(Base, "health")) == HttpStatusCode.OK;
}
