using System.Net.ServerSentEvents;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Api;

/// <summary>Who follows the events sees what happens, and what he missed.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class EventTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Test]
    public async Task Who_follows_sees_revisions_proxies_and_delivery()
    {
        await using var api = await ApiPlane.StartAsync(Documents.All);
        await using var events = await FollowAsync(api);
        using var web = await api.Plane.ConnectAsync("default.web-1");
        using var stop = new CancellationTokenSource();
        var answering = web.FollowAsync(stop.Token);
        var proxy = await NextAsync(events, "proxy");
        var status = await NextAsync(events, "status", "\"accepted\":1");
        api.Plane.Resources.Put(("mesh", Documents.Mesh("20")));
        var revision = await NextAsync(events, "revision");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(proxy.Data, Does.Contain("default.web-1"));
            Assert.That(revision.Data, Does.Contain("\"document\":true"));
            Assert.That(status.Data, Does.Contain("\"delivery\":\"Delivered\""));
        }

        await stop.CancelAsync();
        await answering;
    }

    [Test]
    public async Task Who_comes_back_gets_what_he_missed_or_is_told_to_look_anew()
    {
        await using var api = await ApiPlane.StartAsync(Documents.All);
        string id;
        await using (var events = await FollowAsync(api))
        {
            api.Plane.Resources.Put(("mesh", Documents.Mesh("20")));
            id = (await NextAsync(events, "revision")).EventId!;
        }

        api.Plane.Resources.Put(("mesh", Documents.Mesh("30")));
        await using var again = await FollowAsync(api, id);
        await using var elsewhere = await FollowAsync(api, "another-instance:7");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await NextAsync(again, "revision")).EventId, Is.Not.EqualTo(id));
            Assert.That((await FirstAsync(elsewhere)).EventType, Is.EqualTo("resync"));
        }
    }

    [Test]
    [Category("Long")]
    public async Task A_thousand_who_follow_and_bodies_that_do_not_come_hinder_nobody()
    {
        await using var api = await ApiPlane.StartAsync();
        using var held = new HeldRequests(api.Plane.Api.BaseAddress!);
        await held.BeginAsync(100);
        var followers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => FollowAsync(api)));

        var answer = await api.PutAsync("/meshes/m", """{"type":"Mesh","name":"m"}""").WaitAsync(Patience);
        Assert.That((int)answer.Status, Is.EqualTo(201));
        await Task.WhenAll(followers.Select(events => NextAsync(events, "revision", "\"m\"")));
        Assert.That((await api.GetAsync("/meshes/m").WaitAsync(Patience)).Text, Does.Contain("\"m\""));
        foreach (var events in followers) await events.DisposeAsync();
    }

    [Test]
    [Category("Long")]
    public async Task One_more_than_may_follow_is_told_so_and_all_else_is_answered()
    {
        await using var api = await ApiPlane.StartAsync();
        var followers = new List<IAsyncEnumerator<SseItem<string>>>();
        ApiResponse? refused = null;
        while (refused is null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/_events", UriKind.Relative));
            var response = await api.Plane.Api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
            if (response.IsSuccessStatusCode) followers.Add(EventsOf(response).GetAsyncEnumerator());
            else refused = new(response.StatusCode, response.Headers, null, await response.Content.ReadAsStringAsync());
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)refused.Status, Is.EqualTo(503));
            Assert.That(refused.Text, Does.Contain("as many follow events as there is room for"));
            Assert.That((int)(await api.PutAsync("/meshes/m", """{"type":"Mesh","name":"m"}""")).Status, Is.EqualTo(201));
        }

        foreach (var events in followers) await events.DisposeAsync();
    }

    private static async Task<IAsyncEnumerator<SseItem<string>>> FollowAsync(ApiPlane api, string? lastId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/_events", UriKind.Relative));
        if (lastId is not null) request.Headers.Add("Last-Event-ID", lastId);
        var response = await api.Plane.Api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return EventsOf(response).GetAsyncEnumerator();
    }

    private static async IAsyncEnumerable<SseItem<string>> EventsOf(HttpResponseMessage response)
    {
        using var all = response;
        await foreach (var next in SseParser.Create(await all.Content.ReadAsStreamAsync()).EnumerateAsync()) yield return next;
    }

    private static async Task<SseItem<string>> FirstAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        Assert.That(await events.MoveNextAsync().AsTask().WaitAsync(Patience));
        return events.Current;
    }

    private static async Task<SseItem<string>> NextAsync(IAsyncEnumerator<SseItem<string>> events, string type, string holds = "")
    {
        while (true)
        {
            var next = await FirstAsync(events);
            if (next.EventType == type && next.Data.Contains(holds, StringComparison.Ordinal)) return next;
        }
    }
}
