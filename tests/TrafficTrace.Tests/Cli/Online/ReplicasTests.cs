namespace TrafficTrace.Tests.Cli.Online;

[Parallelizable(ParallelScope.All)]
internal sealed class ReplicasTests
{
    [Test]
    public async Task Control_planes_on_one_store_are_listed_and_those_that_do_not_answer_with_the_reason()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("GET /_replicas", """
            {"total": 2, "items": [
              {"instance": "a1", "address": "http://10.0.0.1:5681", "version": "1.0.0", "self": true, "state": "Answers",
               "silentSince": null, "fault": null, "lastBeat": null, "proxies": 2, "streams": 3},
              {"instance": "b2", "address": "http://10.0.0.2:5681", "version": "1.0.0", "self": false, "state": "Lost",
               "silentSince": "2026-01-01T00:00:00Z", "fault": "Connection refused", "lastBeat": null, "proxies": 7, "streams": 7}]}
            """);
        var run = await api.RunAsync("replicas");
        Assert.That(run.Output, Is.EqualTo("""
            INSTANCE   ADDRESS                VERSION   STATE     LAST BEAT AGO   PROXIES   STREAMS
            a1         http://10.0.0.1:5681   1.0.0     Answers   -               2         3
            b2         http://10.0.0.2:5681   1.0.0     Lost      -               7         7
            b2 does not answer: Connection refused

            """), run.Error);
    }
}
