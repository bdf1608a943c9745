using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TrafficTrace.Load.Meshes;
using TrafficTrace.Load.Servers;

namespace TrafficTrace.Load.Scenarios;

/// <summary>
/// What an operator does while all proxies are connected: writes that concern all of them, their status until the last has it, and
/// statuses that are looked at once a second. Only the control plane has an API for it.
/// </summary>
internal sealed class Operating : IScenario
{
    private const string Mesh = "/meshes/default";
    private const string Status = "/meshes/default/_status";
    private const int WarmUp = 5;
    private const int Seconds = 30;
    private const int Tries = 200; // with a pause before each: about a minute

    // An operator writes seconds apart, when all that follows from the write before is done.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    public string Name => "operating";

    public async Task RunAsync(Trial trial)
    {
        if (trial.Server.Api is not { } api) return;
        await TakeMeshAsync(trial, api);
        for (var round = -WarmUp; round < trial.Options.Repeat; round++) await WriteAsync(trial, api, "the Mesh", round, Document);
        for (var round = -WarmUp; round < trial.Options.Repeat; round++) await WriteAsync(trial, api, "an override", round, Override);
        string[] statuses = [Mesh + "/traffic-traces/all/_status", Mesh + "/traffic-traces/of-one/_status", Status];
        foreach (var status in statuses) await LookAsync(trial, api, status);
        trial.Fleet.RunFor(trial.Options.Rest);
        var resting = await CpuASecondAsync(trial, () => Task.CompletedTask);
        foreach (var status in statuses)
        {
            var looking = await CpuASecondAsync(trial, () => api.GetStringAsync(status));
            trial.Tell(Name, $"{status} each second, % of a core", (looking - resting) * 100);
        }

        trial.Server.Make(Change.Sampling, trial.Options.Rtds); // back into the file, as other scenarios have it
    }

    private static (string, HttpContent) Document(Trial trial, int tenths) => (Mesh, new StringContent(
        new MeshDocuments(trial.Shape).Mesh(tenths / 10.0), new MediaTypeHeaderValue("application/yaml")));

    private static (string, HttpContent) Override(Trial trial, int tenths) => (Mesh + "/tracing-overrides/load", JsonContent.Create(new
    {
        type = "TracingOverride",
        mesh = "default",
        name = "load",
        sampling = tenths / 10.0,
        until = (DateTimeOffset.UtcNow + TimeSpan.FromHours(1)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        reason = "load",
    }));

    // What a file holds is not the API's to write, and that all are to be untraced is held back until somebody accepts it.
    private static async Task TakeMeshAsync(Trial trial, HttpClient api)
    {
        trial.Server.Make(Change.MeshLeavesFiles, trial.Options.Rtds);
        for (var tries = 1; ; tries++)
        {
            trial.Calm();
            var taken = await trial.ServeUntilAsync(Task.Run(async () =>
            {
                using var accepted = await api.PostAsync("/_sources/_accept", null);
                var (path, document) = Document(trial, 1);
                using var answer = await api.PutAsync(path, document);
                return answer.StatusCode;
            }));
            if (taken is HttpStatusCode.OK or HttpStatusCode.Created) return;
            if (taken != HttpStatusCode.Conflict || tries == Tries)
                throw new InvalidOperationException($"the Mesh left the files, and the API answers {taken} to who writes it");
        }
    }

    private async Task WriteAsync(Trial trial, HttpClient api, string what, int round, Func<Trial, int, (string, HttpContent)> document)
    {
        trial.Fleet.RunFor(Pause);
        var (path, content) = document(trial, (2 * WarmUp) + round + 1);
        var arrivals = trial.Fleet.Watch();
        arrivals.Begin();
        var before = trial.Server.Usage;
        var (acknowledged, complete) = await trial.ServeUntilAsync(Task.Run(() => PutAsync(api, path, content)));
        trial.Calm();
        if (round < 0) return;
        var last = arrivals.Times(trial.Options.SamplingType)[^1];
        trial.Tell(Name, $"PUT of {what} acknowledged, ms", acknowledged.TotalMilliseconds);
        trial.Tell(Name, $"PUT of {what} to last proxy, ms", last.TotalMilliseconds);
        trial.Tell(Name, $"PUT of {what}, status complete : last proxy", complete / last);
        trial.Tell(Name, $"PUT of {what}, CPU a proxy, ms", trial.Server.Usage.CpuSecondsSince(before) * 1000 / trial.Shape.Proxies);
    }

    private static async Task<(TimeSpan Acknowledged, TimeSpan Complete)> PutAsync(HttpClient api, string path, HttpContent content)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = await api.PutAsync(path, content);
        var acknowledged = Stopwatch.GetElapsedTime(start);
        var revision = answer.EnsureSuccessStatusCode().Headers.GetValues("X-Revision").Single();
        var status = await api.GetFromJsonAsync<JsonNode>($"{Status}?atLeast={revision}&wait=60s");
        var complete = Stopwatch.GetElapsedTime(start);
        return (string?)status!["delivery"] == "Delivered"
            ? (acknowledged, complete)
            : throw new InvalidOperationException($"the write is not delivered: {status["proxies"]}");
    }

    private async Task LookAsync(Trial trial, HttpClient api, string status)
    {
        for (var round = 0; round < trial.Options.Repeat; round++)
        {
            trial.Calm();
            var elapsed = await trial.ServeUntilAsync(Task.Run(async () =>
            {
                var start = Stopwatch.GetTimestamp();
                await api.GetStringAsync(status);
                return Stopwatch.GetElapsedTime(start);
            }));
            trial.Tell(Name, $"{status}, ms", elapsed.TotalMilliseconds);
        }
    }

    private static async Task<double> CpuASecondAsync(Trial trial, Func<Task> look)
    {
        var before = trial.Server.Usage;
        await trial.ServeUntilAsync(Task.Run(async () =>
        {
            for (var second = 0; second < Seconds; second++)
            {
                await look();
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }));
        return trial.Server.Usage.CpuSecondsSince(before) / Seconds;
    }
}
