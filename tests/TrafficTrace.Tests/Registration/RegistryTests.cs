using TrafficTrace.Fleet.Registration;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.Tests.Registration;

/// <summary>What happens to proxies that registered themselves, step by step.</summary>
internal sealed class RegistryTests
{
    [Test]
    public void A_proxy_is_there_until_10_s_after_its_last_stream()
    {
        var here = new RegistryByHand();
        here.Connect(1, "web");
        here.Connect(2, "web");
        here.Close(1);
        here.Pass(60);
        Assert.That(here.Store.Keys, Is.EqualTo(new[] { "web" }), "a stream is open");
        here.Close(2);
        here.Pass(9.9);
        Assert.That(here.StateOf("web"), Is.EqualTo(RegistrationState.Leaving));
        here.Pass(0.1);
        Assert.That(here.Store.Keys.Concat(here.Rows.Names), Is.Empty);
    }

    [Test]
    public void A_stream_that_is_cut_for_3_s_changes_nothing_for_anybody()
    {
        var here = new RegistryByHand();
        here.Connect(1, "web");
        var before = here.Registry.Find(Registrars.Key("web"));
        here.Close(1);
        here.Pass(3);
        here.Connect(2, "web");
        here.Pass(600);
        Assert.That(here.Registry.Find(Registrars.Key("web")), Is.SameAs(before));
    }

    [Test]
    public void Streams_that_stand_for_what_was_replaced_are_ended()
    {
        var here = new RegistryByHand();
        here.Connect(1, "web");
        here.Connect(2, "web", 8081);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(here.Ended, Is.EqualTo(new[] { 1 }));
            Assert.That(here.Store["web"], Is.EqualTo(8081));
        }

        here.Close(1);
        here.Pass(600);
        Assert.That(here.Store["web"], Is.EqualTo(8081));
    }

    [Test]
    public void A_stream_that_opens_once_another_took_the_name_does_not_count()
    {
        var registry = new Registry("this", isShared: false);
        var (first, second) = (Registrars.Dataplane("web"), Registrars.Dataplane("web", 8081));
        registry.Claim(new(first, new(null, IsNamed: false)), DateTimeOffset.UnixEpoch);
        registry.Claim(new(second, new(null, IsNamed: false)), DateTimeOffset.UnixEpoch);
        Assert.That(registry.Opened(1, first), Is.False);
        Assert.That(registry.Opened(2, second), Is.True);
    }

    [Test]
    public void After_a_restart_those_that_are_known_are_there_for_10_minutes_or_for_good_once_they_are_back()
    {
        var before = new RegistryByHand();
        before.Connect(1, "web");
        before.Connect(2, "api");
        var after = new RegistryByHand("next", rows: before.Rows);
        after.Load();
        Assert.That(after.Store.Keys, Is.EqualTo(new[] { "api", "web" }));
        Assert.That(after.Registry.AreAllBack(after.Now), Is.False);
        after.Pass(25);
        after.Connect(1, "web");
        Assert.That(after.StateOf("api"), Is.EqualTo(RegistrationState.Stale));
        Assert.That(after.Registry.AreAllBack(after.Now), Is.False);
        after.Pass(574);
        Assert.That(after.Store.Keys, Is.EqualTo(new[] { "api", "web" }));
        after.Pass(1);
        Assert.That(after.Store.Keys, Is.EqualTo(new[] { "web" }));
        Assert.That(after.Rows.Names, Is.EqualTo(new[] { "web" }));
        Assert.That(after.Registry.AreAllBack(after.Now), Is.True);
    }

    [Test]
    public void Where_nobody_is_known_nobody_is_waited_for()
    {
        var here = new RegistryByHand();
        here.Load();
        Assert.That(here.Registry.AreAllBack(here.Now), Is.True);
    }

    [Test]
    public void Of_many_that_lose_contact_together_none_is_taken_away_until_it_returns()
    {
        var here = Twenty();
        foreach (var stream in Enumerable.Range(0, 20))
        {
            here.Close(stream);
            here.Pass(1.5); // as the server finds out, one after the other
        }

        here.Pass(180);
        Assert.That(here.Store, Has.Count.EqualTo(20));
        Assert.That(here.Registry.Counts.Single(), Is.EqualTo(new MeshRegistrations("default", 20, 0, 20)));
        foreach (var stream in Enumerable.Range(0, 19)) here.Connect(100 + stream, $"p{stream}");
        here.Pass(3600);
        Assert.That(here.StateOf("p19"), Is.EqualTo(RegistrationState.Lost), "it has not returned");
        Assert.That(here.Release(), Is.EqualTo(1));
        Assert.That(here.Store, Has.Count.EqualTo(19));
        Assert.That(here.Rows.Names, Has.Exactly(19).Items);
    }

    [Test]
    public void One_that_is_gone_for_good_is_taken_away_though_the_others_were_away_for_a_moment()
    {
        var here = Twenty();
        foreach (var stream in Enumerable.Range(0, 20)) here.Close(stream);
        here.Pass(3);
        foreach (var stream in Enumerable.Range(0, 19)) here.Connect(100 + stream, $"p{stream}");
        here.Pass(7);
        Assert.That(here.StateOf("p19"), Is.Null);
        Assert.That(here.Store, Has.Count.EqualTo(19));
    }

    [Test]
    public void One_that_comes_and_goes_again_and_again_is_one()
    {
        var here = new RegistryByHand();
        for (var stream = 0; stream < 5; stream++)
        {
            here.Connect(stream, "web");
            here.Close(stream);
            here.Pass(10);
            Assert.That(here.Store, Is.Empty);
        }
    }

    [Test]
    public void Those_that_were_lost_are_lost_after_a_restart_and_are_not_waited_for()
    {
        var before = Twenty();
        foreach (var stream in Enumerable.Range(0, 20)) before.Close(stream);
        before.Pass(10);
        var after = new RegistryByHand("next", rows: before.Rows);
        after.Load();
        Assert.That(after.Registry.AreAllBack(after.Now), Is.True);
        after.Pass(3600);
        Assert.That(after.Store, Has.Count.EqualTo(20));
    }

    [Test]
    public void Many_that_do_not_come_back_after_a_restart_are_lost_too()
    {
        var after = new RegistryByHand("next", rows: Twenty().Rows);
        after.Load();
        after.Pass(600);
        Assert.That(after.Registry.Counts.Single().Lost, Is.EqualTo(20));
    }

    [Test]
    public void A_proxy_that_moves_to_another_instance_is_that_ones()
    {
        var (one, other) = Two();
        one.Connect(1, "web");
        other.Look();
        Assert.That((other.StateOf("web"), other.Store["web"]), Is.EqualTo((RegistrationState.Elsewhere, 8080)));
        one.Close(1);
        other.Connect(1, "web");
        one.Look();
        one.Pass(60);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(one.StateOf("web"), Is.EqualTo(RegistrationState.Elsewhere));
            Assert.That(one.Rows.Of("web").Instance, Is.EqualTo("other"));
        }
    }

    [Test]
    public void Whoever_had_a_proxy_before_does_not_take_it_away_though_he_has_not_heard_yet()
    {
        var (one, other) = Two();
        one.Connect(1, "web");
        other.Look();
        one.Close(1);
        other.Connect(1, "web");
        one.Pass(10);
        Assert.That(one.Rows.Names, Is.EqualTo(new[] { "web" }));
        one.Look();
        Assert.That(one.Store.Keys, Is.EqualTo(new[] { "web" }), "and he has it again");
    }

    [Test]
    public void Proxies_of_an_instance_that_died_are_stale_for_10_minutes_or_until_they_come_back_elsewhere()
    {
        var (one, other) = Two();
        one.Connect(1, "web");
        one.Connect(2, "api");
        Beat(one, other, seconds: 3);
        Assert.That(other.Registry.AreAllBack(other.Now), Is.True, "one lives");
        Beat(other, seconds: 16);
        Assert.That(other.StateOf("web"), Is.EqualTo(RegistrationState.Stale));
        other.Connect(1, "web");
        Beat(other, seconds: 599);
        Assert.That(other.Store.Keys, Is.EqualTo(new[] { "api", "web" }));
        Beat(other, seconds: 2);
        Assert.That(other.Store.Keys, Is.EqualTo(new[] { "web" }));
    }

    [Test]
    public void A_row_that_goes_while_its_proxy_is_here_is_written_again()
    {
        var (one, other) = Two();
        one.Connect(1, "web");
        other.Look();
        other.Connect(2, "web"); // by a second stream, while the first is still open
        one.Look();
        other.Close(2);
        other.Pass(10);
        Assert.That(one.Rows.Names, Is.Empty);
        one.Look();
        other.Look();
        Assert.That(other.Store.Keys, Is.EqualTo(new[] { "web" }));
        Assert.That(one.Rows.Of("web").Instance, Is.EqualTo("this"));
    }

    [Test]
    public void What_others_are_let_go_by_one_instance_is_gone_for_all()
    {
        var (one, other) = Two();
        foreach (var stream in Enumerable.Range(0, 3)) one.Connect(stream, $"p{stream}");
        foreach (var stream in Enumerable.Range(0, 3)) one.Close(stream);
        one.Pass(10);
        other.Look();
        Assert.That(other.StateOf("p1"), Is.EqualTo(RegistrationState.Lost));
        Assert.That(other.Release(), Is.EqualTo(3));
        one.Look();
        Assert.That(one.Store, Is.Empty);
    }

    [Test]
    public void There_is_an_end_to_what_is_taken()
    {
        var registry = new Registry("this", isShared: false);
        var large = Registrars.Dataplane("web") with { SpecJson = new string(' ', (int)(Registry.MaxCharacters - 10)) };
        Assert.That(registry.Claim(new(large, new(null, false)), DateTimeOffset.UnixEpoch), Is.Null);
        var refusal = registry.Claim(new(Registrars.Dataplane("api"), new(null, false)), DateTimeOffset.UnixEpoch);
        Assert.That(refusal?.Text, Does.Contain("as much as there is room for"));
    }

    private static RegistryByHand Twenty()
    {
        var here = new RegistryByHand();
        foreach (var number in Enumerable.Range(0, 20)) here.Connect(number, $"p{number}");
        return here;
    }

    private static (RegistryByHand One, RegistryByHand Other) Two()
    {
        var rows = new RegistrationsByHand();
        var (one, other) = (new RegistryByHand("this", isShared: true, rows), new RegistryByHand("other", isShared: true, rows));
        one.Load();
        other.Load();
        one.Look();
        other.Look();
        return (one, other);
    }

    private static void Beat(RegistryByHand one, RegistryByHand other, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            Beat(one, 1);
            Beat(other, 1);
        }
    }

    private static void Beat(RegistryByHand one, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            one.Pass(1);
            one.Look();
        }
    }
}
