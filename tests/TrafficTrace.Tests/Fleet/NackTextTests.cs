using TrafficTrace.Fleet.Status;

namespace TrafficTrace.Tests.Fleet;

internal sealed class NackTextTests
{
    [Test]
    public void Dumps_before_the_last_validation_failure_are_cut() =>
        Assert.That(
            NackText.Cut(
                "goo.gle/debugproto header: secret\nProto constraint validation failed (x): dump secret\nProto constraint validation "
                    + "failed (Cluster.Name: too short)"),
            Is.EqualTo("Proto constraint validation failed (Cluster.Name: too short)"));

    [Test]
    public void Another_text_stays_on_one_line() => Assert.That(NackText.Cut("cannot bind\n'a:1' "), Is.EqualTo("cannot bind 'a:1'"));

    [Test]
    public void A_long_text_ends_after_500_characters() =>
        Assert.That(NackText.Cut(new string('x', 2000)), Is.EqualTo(new string('x', 500) + "…"));
}
