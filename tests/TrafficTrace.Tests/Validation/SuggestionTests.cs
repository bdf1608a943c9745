using TrafficTrace.Core.Validation;

namespace TrafficTrace.Tests.Validation;

[Parallelizable(ParallelScope.All)]
internal sealed class SuggestionTests
{
    private static readonly string[] Known = ["xds-port", "api-port", "bind", "resources"];

    [TestCase("resource", "; did you mean resources?")]
    [TestCase("Resources", "; did you mean resources?")]
    [TestCase("resuorces", "; did you mean resources?")]
    [TestCase("xdsport", "; did you mean xds-port?")]
    [TestCase("xds_port", "; did you mean xds-port?")]
    [TestCase("port", "; did you mean xds-port or api-port?")]
    [TestCase("bind-address", "; did you mean bind?")]
    [TestCase("bond", "; did you mean bind?")]
    [TestCase("band-saw", "")]
    [TestCase("r", "")]
    [TestCase("", "")]
    public void What_is_a_slip_away_is_suggested_else_what_has_the_same_words(string name, string told)
    {
        Assert.That(Suggestion.For(name, Known), Is.EqualTo(told));
    }

    [Test]
    public void Where_nothing_is_known_nothing_is_suggested() => Assert.That(Suggestion.For("x", []), Is.Empty);
}
