using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Tests.Xds;

internal sealed class RejectionTests
{
    [Test]
    public void Of_a_text_without_end_the_beginning_is_kept() =>
        Assert.That(new Rejection("", "", [], new string('x', 10_000_000), default).Message, Has.Length.EqualTo(Rejection.MaxText));
}
