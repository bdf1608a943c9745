using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Tests.Xds;

/// <summary>What a client gives can't write a line of its own into a log, nor fill it.</summary>
internal sealed class ClientTextTests
{
    [TestCase("default.web-1", "default.web-1")]
    [TestCase("größe.東京", "größe.東京")]
    [TestCase("a\r\nb", "a\\u000D\\u000Ab", Description = "another line")]
    [TestCase("a\u001b[31mb", "a\\u001B[31mb", Description = "a colour")]
    [TestCase("a\u009b2Jb", "a\\u009B2Jb", Description = "C1: a cleared screen")]
    [TestCase("a\u202Eb", "a\\u202Eb", Description = "bidi")]
    [TestCase("a\u2028b\u0085c", "a\\u2028b\\u0085c", Description = "lines by other names")]
    [TestCase("a\U000E0041b", "a\\U000E0041b", Description = "a tag that is not seen")]
    public void What_would_change_more_than_its_own_place_is_escaped(string raw, string shown)
    {
        Assert.That(new ClientText(raw).ToString(), Is.EqualTo(shown));
    }

    [Test]
    public void A_long_text_is_cut()
    {
        Assert.That(new ClientText(new string('x', 10_000)).ToString(), Is.EqualTo(new string('x', ClientText.MaxLength) + "…"));
        var escaped = new ClientText(new string('\n', 10_000)).ToString();
        Assert.That(escaped, Has.Length.LessThanOrEqualTo(ClientText.MaxLength + 1).And.EndsWith("…"));
    }
}
