using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using TrafficTrace.FunctionalTests.ControlPlane;
using TrafficTrace.Tests.Storage;

namespace TrafficTrace.FunctionalTests.Storage;

/// <summary>A machine that stands still for a while, as SIGSTOP makes it: its process does not know that it has.</summary>
[Category("Long")]
[Platform(Include = "Linux,MacOsX")]
[Parallelizable(ParallelScope.All)]
internal sealed partial class PausedLeaderTests
{
    private const string Override = "/meshes/default/tracing-overrides/incident";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task A_leader_that_is_paused_is_replaced_and_does_nothing_once_more_when_it_goes_on()
    {
        await using var server = await PostgresServer.StartAsync();
        string[] options = [.. ControlPlaneProcess.FreePorts, "--store", $"postgres:{server.Place};Username=postgres"];
        await using var one = ControlPlaneProcess.Start(options);
        await one.ReadyAsync();
        using var leader = Api(one);
        await UntilAsync(() => LeadsAsync(leader));
        await using var another = ControlPlaneProcess.Start(options);
        await another.ReadyAsync();
        using var other = Api(another);
        await PutOverrideAsync(leader, DateTimeOffset.UtcNow.AddSeconds(10));

        await SignalAsync("STOP", one);
        await UntilAsync(() => LeadsAsync(other));
        await UntilAsync(async () => await StatusAsync(other, Override) == HttpStatusCode.NotFound);
        await SignalAsync("CONT", one);
        await one.LineAsync("leads those that share the store (term 2)");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await LeadsAsync(leader), Is.False);
            Assert.That(await LeadsAsync(other), Is.True);
            Assert.That(Ends().Count(await leader.GetStringAsync(new Uri("/_history", UriKind.Relative))), Is.EqualTo(1));
        }
    }

    private static HttpClient Api(ControlPlaneProcess process) => new() { BaseAddress = new Uri(process.ApiAddress), Timeout = Patience };

    private static async Task PutOverrideAsync(HttpClient api, DateTimeOffset until)
    {
        using var body = new StringContent(
            $$"""
            { "type": "TracingOverride", "mesh": "default", "name": "incident", "off": true, "reason": "too many spans",
              "until": "{{until:yyyy-MM-dd'T'HH:mm:ss'Z'}}" }
            """,
            Encoding.UTF8,
            "application/json");
        using var answer = await api.PutAsync(new Uri(Override, UriKind.Relative), body);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), await answer.Content.ReadAsStringAsync());
    }

    private static async Task<bool> LeadsAsync(HttpClient api) =>
        Leads().IsMatch(await api.GetStringAsync(new Uri("/metrics", UriKind.Relative)));

    private static async Task<HttpStatusCode> StatusAsync(HttpClient api, string path)
    {
        using var answer = await api.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task UntilAsync(Func<Task<bool>> reached)
    {
        var start = Stopwatch.GetTimestamp();
        while (!await reached())
        {
            Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(Patience));
            await Task.Delay(100);
        }
    }

    private static async Task SignalAsync(string signal, ControlPlaneProcess process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    [GeneratedRegex(@"^traffictrace_leader\{.*\} 1", RegexOptions.Multiline)]
    private static partial Regex Leads();

    [GeneratedRegex("the end that was set")]
    private static partial Regex Ends();
}
