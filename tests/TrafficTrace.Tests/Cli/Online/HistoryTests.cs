namespace TrafficTrace.Tests.Cli.Online;

[Parallelizable(ParallelScope.All)]
internal sealed class HistoryTests
{
    private const string History = """
        {"items": [{"position": 7, "at": "2026-01-01T00:00:00.1234567+00:00", "who": "ann", "from": "10.0.0.1", "changes": [
          {"kind": "Mesh", "mesh": "m", "name": "m", "diff": "-a\n+b"},
          {"kind": "TrafficTrace", "mesh": "m", "name": "all", "diff": "+c"}]}],
         "next": "http://x/_history?before=7"}
        """;

    [Test]
    public async Task Entries_are_listed_with_who_and_what()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("GET /_history?mesh=m&kind=TrafficTrace&name=all", History);
        var run = await api.RunAsync("history", "traffic-trace", "all", "-m", "m");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Output, Does.Match(
                @"\APOSITION +AT +WHO +FROM +CHANGES\n7 +2026-01-01T00:00:00Z +ann +10.0.0.1 +Mesh m, TrafficTrace m/all\n\z"));
            Assert.That(run.Error, Is.EqualTo("There are older ones: --before 7\n"));
        }
    }

    [Test]
    public async Task A_difference_is_shown_when_asked_for()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("GET /_history", History);
        Assert.That(
            (await api.RunAsync("history", "--diff")).Output,
            Is.EqualTo("7: 2026-01-01T00:00:00Z by ann from 10.0.0.1\nMesh m\n-a\n+b\nTrafficTrace m/all\n+c\n\n"));
    }

    [Test]
    public async Task An_entry_is_undone()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("POST /_history/7/_undo", """
            {"revision": "x-9", "changes": [{"kind": "Mesh", "mesh": "m", "name": "m", "action": "updated"}],
             "warnings": [{"code": "", "resource": "Mesh m", "field": "", "message": "was changed since"}]}
            """);
        var run = await api.RunAsync("undo", "7");
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((0, "updated Mesh \"m\"\n")));
        Assert.That(run.Error, Is.EqualTo("warning: Mesh m: was changed since\n"));
    }

    [Test]
    public async Task What_a_file_changed_is_refused_with_the_text_to_commit()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("POST /_history/7/_undo", """{"title": "A file holds it", "detail": "commit this", "yaml": "type: Mesh\n"}""", status: 409);
        var run = await api.RunAsync("undo", "7");
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((1, "Refused: A file holds it: commit this\ntype: Mesh\n")));
    }

    [TestCase("last")]
    [TestCase("")]
    public async Task A_position_is_a_number(string position)
    {
        var run = await CommandRun.OfAsync("undo", position);
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.StartWith($"POSITION \"{position}\": it must be a number."));
    }
}
