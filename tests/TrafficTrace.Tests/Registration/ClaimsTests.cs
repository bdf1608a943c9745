using System.Net;
using TrafficTrace.Fleet.Registration;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Registration;

/// <summary>Who takes a name, and who does not.</summary>
internal sealed class ClaimsTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly Claimant Here = new(IPAddress.Parse("10.0.0.1"), IsNamed: false);
    private static readonly Claimant There = new(IPAddress.Parse("10.0.0.2"), IsNamed: false);
    private static readonly Claimant Named = There with { IsNamed = true };

    [TestCase(8080, "there", true, TestName = "Whoever says the same is let in")]
    [TestCase(8081, "here", true, TestName = "A proxy that was started anew at its address says something else, and is let in")]
    [TestCase(8081, "there", false, TestName = "Somebody else who says something else is not")]
    [TestCase(8081, "named", true, TestName = "Who has shown that the name is his is let in")]
    public void While_a_proxy_is_connected(int port, string who, bool isLetIn)
    {
        var by = who switch { "here" => Here, "there" => There, _ => Named };
        var refusal = Claims.Refusal(Connected(), new(Registrars.Dataplane("web", port), by));
        Assert.That(refusal?.Code, Is.EqualTo(isLetIn ? null : StreamEndCode.InvalidArgument));
    }

    [Test]
    public void A_refusal_says_who_has_the_name_and_what_to_do()
    {
        var refusal = Claims.Refusal(Connected(), new(Registrars.Dataplane("web", 8081), There));
        Assert.That(refusal?.Text, Does.Contain("default.web").And.Contain("10.0.0.1").And.Contain("a node id of its own"));
    }

    [Test]
    public void Once_the_proxy_is_gone_anybody_may_come()
    {
        var gone = Connected().Closed(1, Now);
        Assert.That(Claims.Refusal(gone, new(Registrars.Dataplane("web", 8081), There)), Is.Null);
    }

    [Test]
    public void What_was_replaced_does_not_come_back_while_its_successor_is_there_and_does_after()
    {
        var older = new Claim(Registrars.Dataplane("web"), Here);
        var newer = new Claim(Registrars.Dataplane("web", 8081), Here);
        var replaced = Claims.Taken(Connected(), newer, "this", 2, Now).Opened(2);
        Assert.That(Claims.Refusal(replaced, older)?.Text, Does.Contain("started later"));
        Assert.That(Claims.Refusal(replaced.Closed(2, Now), older), Is.Null);
    }

    [Test]
    public void A_replaced_stream_that_closes_leaves_its_successor_where_it_is()
    {
        var replaced = Claims.Taken(Connected(), new(Registrars.Dataplane("web", 8081), Here), "this", 2, Now).Opened(2);
        Assert.That(replaced.Closed(1, Now), Is.SameAs(replaced));
        Assert.That(replaced.State, Is.EqualTo(RegistrationState.Connected));
    }

    [Test]
    public void Until_its_stream_is_open_a_proxy_counts_as_gone()
    {
        var taken = Claims.Taken(null, new(Registrars.Dataplane("web"), Here), "this", 1, Now);
        Assert.That(taken.DueAt, Is.EqualTo(Now + RegisteredProxy.Linger));
        Assert.That(taken.Opened(1).DueAt, Is.Null);
    }

    [Test]
    public void A_proxy_of_an_instance_that_is_gone_is_had_by_the_one_that_it_comes_back_to()
    {
        var stale = Connected() with { Instance = "other", Streams = [], GoneAt = Now, Patience = RegisteredProxy.StaleLinger };
        var back = Claims.Taken(stale, new(Registrars.Dataplane("web"), There), "this", 7, Now);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((back.Instance, back.Generation, back.IsRecorded), Is.EqualTo(("this", 7L, false)));
            Assert.That(back.Dataplane, Is.SameAs(stale.Dataplane));
            Assert.That(back.Patience, Is.EqualTo(RegisteredProxy.Linger));
        }
    }

    private static RegisteredProxy Connected() =>
        new RegisteredProxy(Registrars.Dataplane("web"), Here, "this", 1) { IsRecorded = true }.Opened(1);
}
