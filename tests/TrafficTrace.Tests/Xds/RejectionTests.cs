using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Xds;

internal sealed class RejectionTests
{
    [Test]
    public void Of_a_very_long_text_the_end_is_kept_where_the_reason_stands()
    {
        var kept = new Rejection("", "", [], new string('x', 10_000_000) + "the reason", default).Message;
        Assert.That(kept, Has.Length.EqualTo(Rejection.MaxText).And.EndsWith("the reason"));
    }

    [Test]
    public void A_text_takes_no_more_than_what_each_stream_may_take_in_any_case() =>
        Assert.That(2 * Rejection.MaxText, Is.LessThanOrEqualTo(HeldBytes.Free));
}
