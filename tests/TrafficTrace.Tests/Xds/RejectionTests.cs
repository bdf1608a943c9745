using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Tests.Xds;

internal sealed class RejectionTests
{
    [Test]
    public void Of_a_very_long_text_the_end_is_kept_where_the_reason_stands()
    {
        var kept = new Rejection("", "", [], new string('x', 10_000_000) + "the reason", default).Message;
        Assert.That(kept, Has.Length.EqualTo(Rejection.MaxText).And.EndsWith("the reason"));
    }
}
