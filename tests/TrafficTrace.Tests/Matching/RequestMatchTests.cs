using TrafficTrace.Core.Resources;

namespace TrafficTrace.Tests.Matching;

/// <summary>Whether a rule leaves anything to a later one.</summary>
public sealed class RequestMatchTests
{
    private static readonly HeaderMatch User = new("x-user", new(TextMatchKind.Exact, "42"));
    private static readonly HeaderMatch SomeUser = new("x-user", null);

    [TestCase("prefix /", "exact /a", ExpectedResult = true)]
    [TestCase("prefix /a", "prefix /ab", ExpectedResult = true)]
    [TestCase("prefix /ab", "prefix /a", ExpectedResult = false)]
    [TestCase("exact /a", "exact /a", ExpectedResult = true)]
    [TestCase("exact /a", "prefix /a", ExpectedResult = false)]
    [TestCase("exact /a", "exact /b", ExpectedResult = false)]
    [TestCase("regex /a.*", "regex /a.*", ExpectedResult = true)]
    [TestCase("regex /a.*", "exact /ab", ExpectedResult = false)]
    [TestCase("prefix /a", "regex /a.*", ExpectedResult = false)]
    [TestCase("prefix /", "", ExpectedResult = false)]
    [TestCase("", "exact /a", ExpectedResult = true)]
    public bool A_path_covers_another(string one, string other) =>
        new RequestMatch(Path(one), null, []).Covers(new(Path(other), "GET", []));

    [Test]
    public void A_method_and_headers_leave_the_other_requests_to_others()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new RequestMatch(null, "GET", []).Covers(new(null, "GET", [User])), Is.True);
            Assert.That(new RequestMatch(null, "GET", []).Covers(new(null, "PUT", [])), Is.False);
            Assert.That(new RequestMatch(null, "GET", []).Covers(new(null, null, [])), Is.False);
            Assert.That(new RequestMatch(null, null, [SomeUser]).Covers(new(null, null, [User])), Is.True);
            Assert.That(new RequestMatch(null, null, [User]).Covers(new(null, null, [SomeUser])), Is.False);
            Assert.That(new RequestMatch(null, null, [User]).Covers(new(null, null, [User with { Name = "x-other" }])), Is.False);
            Assert.That(new RequestMatch(null, null, [User, SomeUser]).Covers(new(null, null, [User])), Is.True);
            Assert.That(new RequestMatch(null, null, [User]).Covers(new(null, null, [])), Is.False);
        }
    }

    private static TextMatch? Path(string text)
    {
        var parts = text.Split(' ');
        return parts.Length < 2 ? null : new(Enum.Parse<TextMatchKind>(parts[0], ignoreCase: true), parts[1]);
    }
}
