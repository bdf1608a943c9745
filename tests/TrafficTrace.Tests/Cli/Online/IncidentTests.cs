using Microsoft.Extensions.Time.Testing;

namespace TrafficTrace.Tests.Cli.Online;

[Parallelizable(ParallelScope.All)]
internal sealed class IncidentTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [TestCase("--off", """ "off":true """)]
    [TestCase("--sampling 0.5 --backend zipkin --no-drain", """ "backend":"zipkin","sampling":0.5,"drain":false """)]
    [TestCase(
        "--off --tags kuma.io/service=web,version=2 --tags a=b",
        """ "selectors":[{"match":{"kuma.io/service":"web","version":"2"}},{"match":{"a":"b"}}],"off":true """)]
    public async Task An_override_is_a_document_with_an_end_and_a_reason(string options, string effect)
    {
        await using var api = await FakeApi.StartAsync();
        api.On("PUT /meshes/m/tracing-overrides/o", """{"warnings": []}""", status: 201);
        var run = await RunAsync(
            api, ["override", "-m", "m", "--name", "o", "--for", "1h30m", "--reason", "flood", .. options.Split(' ')]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(api.Written.Body, Is.EqualTo(
                """{"type":"TracingOverride","mesh":"m","name":"o",""" + effect.Trim()
                    + ""","until":"2026-01-01T13:30:00Z","reason":"flood"}"""));
            Assert.That(run.Output, Is.EqualTo("applied TracingOverride \"o\"\n"));
            Assert.That(run.Error, Does.Contain("traffictrace delete tracing-override o -m m"));
        }
    }

    [Test]
    public async Task An_override_without_a_name_is_named_by_its_time()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("PUT /meshes/m/tracing-overrides/override-20260101-120000-000", "{}");
        Assert.That((await RunAsync(api, ["override", "-m", "m", "--off", "--for", "1h", "--reason", "x"])).ExitCode, Is.Zero);
    }

    [Test]
    public async Task A_mesh_is_frozen_and_let_loose()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("POST /_freeze", "{}").On("DELETE /_freeze?mesh=m", "");
        var freeze = await RunAsync(api, ["freeze", "-m", "m", "--for", "2h", "--reason", "release"]);
        Assert.That(api.Written.Body, Is.EqualTo("""{"mesh":"m","until":"2026-01-01T14:00:00Z","reason":"release"}"""));
        var unfreeze = await RunAsync(api, ["unfreeze", "-m", "m"]);
        Assert.That((freeze.Output, unfreeze.Output), Is.EqualTo(("froze Mesh \"m\"\n", "unfroze Mesh \"m\"\n")));
    }

    [TestCase("m", "Mesh \"m\" is not frozen.\n")]
    [TestCase("n", "There is no mesh \"n\"; did you mean m?\n")]
    public async Task A_mesh_that_is_not_frozen_is_told_apart_from_one_that_is_not_there(string mesh, string told)
    {
        await using var api = await FakeApi.StartAsync();
        api.OnList("/meshes", """{"name": "m"}""");
        api.On($"DELETE /_freeze?mesh={mesh}&dryRun=server", """{"valid": false, "proxies": {"unchanged": 4}}""");
        var run = await RunAsync(api, ["unfreeze", "-m", mesh]);
        var dry = await RunAsync(api, ["unfreeze", "-m", mesh, "--dry-run=server"]);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((1, told)));
        Assert.That((dry.ExitCode, dry.Error), Is.EqualTo((1, told)));
    }

    [Test]
    public async Task What_a_freeze_holds_back_can_be_seen_before()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("GET /meshes/m/tracing-freezes/freeze", "{}");
        api.On("DELETE /_freeze?mesh=m&dryRun=server", """{"valid": true, "proxies": {"unchanged": 4}}""");
        Assert.That((await RunAsync(api, ["unfreeze", "-m", "m", "--dry-run=server"])).Output, Is.EqualTo("unchanged: 4\n"));
    }

    [Test]
    public async Task A_preview_of_what_would_be_refused_is_a_refusal_without_a_token()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("GET /meshes/m/tracing-freezes/freeze", "{}");
        api.On("DELETE /_freeze?mesh=m&dryRun=server", """{"valid": false, "proxies": {"unchanged": 4}, "token": "t1"}""");
        var run = await RunAsync(api, ["unfreeze", "-m", "m", "--dry-run=server"]);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((1, "Not valid: it would be refused.\nunchanged: 4\n")));
    }

    [TestCase("override -m m --for 1h --reason x", "Give one of --off and --sampling.")]
    [TestCase("override -m m --off --sampling 1 --for 1h --reason x", "Give one of --off and --sampling.")]
    [TestCase("override -m m --off --for forever --reason x", "--for \"forever\": write a duration")]
    [TestCase("override -m m --off --for 0s --reason x", "--for \"0s\": write a duration")]
    [TestCase("override -m m --off --for 1h", "Option '--reason' is required.")]
    [TestCase("override -m m --off --reason x", "Option '--for' is required.")]
    [TestCase("override --off --for 1h --reason x", "Option '--mesh' is required.")]
    [TestCase("override -m m --sampling 101 --for 1h --reason x", "--sampling \"101\": it must be a number from 0 to 100.")]
    [TestCase("override -m m --off --tags web --for 1h --reason x", "--tags \"web\": write tags as")]
    [TestCase("freeze -m m --reason x", "Option '--for' is required.")]
    public async Task An_end_a_reason_and_one_effect_are_asked_for(string line, string told)
    {
        var run = await CommandRun.OfAsync(line.Split(' '));
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.StartWith(told));
    }

    private static Task<CommandRun> RunAsync(FakeApi api, string[] args) =>
        CommandRun.OnAsync(terminal => api.Beside(terminal) with { Time = new FakeTimeProvider(Now) }, "", args);
}
