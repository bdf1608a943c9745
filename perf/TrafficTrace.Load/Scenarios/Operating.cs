using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TrafficTrace.Load.Proxies;

namespace TrafficTrace.Load.Scenarios;

/// <summary>
/// What an operator does while all proxies are connected: a write that concerns all of them, its status until the last has it, and a
/// status that is looked at once a second. Only the control plane has an API for it.
/// </summary>
internal sealed class Operating : IScenario
{
    private const string Override = "/meshes/default/tracing-overrides/load";
    private const string Status = "/meshes/default/_status";
    private const int WarmUp = 5;
    private const int Looks = 30;

    // An operator writes seconds apart, when all that follows from the write before is done.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    public string Name => "operating";

    public async Task RunAsync(Trial trial)
    {
        if (trial.Server.Api is not { } api) return;
        for (var round = -WarmUp; round < trial.Options.Repeat; round++) await WriteAsync(trial, api, round);
        var status = await trial.ServeUntilAsync(Task.Run(() => api.GetFromJsonAsync<JsonNode>(Status)));
        string[] names = [.. status!["policies"]!.AsArray().Select(policy => (string)policy!["name"]!)];
        string[] policies = [PathOf(names[0]), PathOf(names[^1])]; // one that has many proxies and one that has few
        for (var round = 0; round < trial.Options.Repeat; round++) await LookAsync(trial, api, policies);
        var without = await CpuOfAsync(trial, () => Task.Delay(TimeSpan.FromSeconds(Looks)));
        var with = await CpuOfAsync(trial, () => LookEachSecondAsync(api, policies[0]));
        trial.Tell(Name, "CPU of a status each second, % of a core", (with - without) * 100 / Looks);
    }

    private static string PathOf(string policy) => $"/meshes/default/traffic-traces/{policy}/_status";

    private async Task WriteAsync(Trial trial, HttpClient api, int round)
    {
        trial.Fleet.RunFor(Pause);
        var type = trial.Options.SamplingType;
        var arrivals = trial.Fleet.Watch();
        arrivals.Begin();
        var (acknowledged, complete) = await trial.ServeUntilAsync(Task.Run(() => PutAsync(api, WarmUp + round + 1)));
        if (round < 0) return;
        var last = arrivals.Times(type)[^1];
        trial.Tell(Name, "PUT of all acknowledged, ms", acknowledged.TotalMilliseconds);
        trial.Tell(Name, "PUT to last proxy, ms", last.TotalMilliseconds);
        trial.Tell(Name, "status complete : last proxy", complete / last);
    }

    private static async Task<(TimeSpan Acknowledged, TimeSpan Complete)> PutAsync(HttpClient api, int tenths)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = await api.PutAsJsonAsync(Override, new
        {
            type = "TracingOverride",
            mesh = "default",
            name = "load",
            sampling = tenths / 10.0,
            until = (DateTimeOffset.UtcNow + TimeSpan.FromHours(1)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            reason = "load",
        });
        var acknowledged = Stopwatch.GetElapsedTime(start);
        var revision = answer.EnsureSuccessStatusCode().Headers.GetValues("X-Revision").Single();
        var status = await api.GetFromJsonAsync<JsonNode>($"{Status}?atLeast={revision}&wait=60s");
        var complete = Stopwatch.GetElapsedTime(start);
        return (string?)status!["delivery"] == "Delivered"
            ? (acknowledged, complete)
            : throw new InvalidOperationException($"the write is not delivered: {status["proxies"]}");
    }

    private async Task LookAsync(Trial trial, HttpClient api, string[] policies)
    {
        foreach (var policy in policies)
        {
            var start = Stopwatch.GetTimestamp();
            await trial.ServeUntilAsync(Task.Run(() => api.GetStringAsync(policy)));
            trial.Tell(Name, "status of a policy, ms", Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    private static async Task<double> CpuOfAsync(Trial trial, Func<Task> meanwhile)
    {
        var before = trial.Server.Usage;
        await trial.ServeUntilAsync(Task.Run(meanwhile));
        return trial.Server.Usage.CpuSecondsSince(before);
    }

    private static async Task LookEachSecondAsync(HttpClient api, string status)
    {
        for (var look = 0; look < Looks; look++)
        {
            await api.GetStringAsync(status);
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }
}
