using TrafficTrace.Core.Validation;

namespace TrafficTrace.Tests.Validation;

public sealed class NameRulesTests
{
    [TestCase("a")]
    [TestCase("0")]
    [TestCase("web-1")]
    [TestCase("web_1.default")]
    public void A_resource_may_be_called(string name) => Assert.That(NameRules.OfResource(name), Is.Empty);

    [TestCase("-a")]
    [TestCase("a-")]
    [TestCase("_a")]
    [TestCase(".a")]
    [TestCase("a.")]
    [TestCase("A")]
    [TestCase("a b")]
    [TestCase("a/b")]
    [TestCase("é")]
    [TestCase("a\n")]
    public void A_resource_must_not_be_called(string name) => Assert.That(NameRules.OfResource(name), Is.EqualTo(new[]
    {
        "invalid characters. Valid characters are numbers, lowercase latin letters and '-', '_', '.' symbols; the first and the last "
            + "have to be a number or a letter",
    }));

    [Test]
    public void A_mesh_has_no_dots() => Assert.That(NameRules.OfMesh("a.b"), Is.EqualTo(new[]
    {
        "invalid characters. Valid characters are numbers, lowercase latin letters and '-', '_' symbols; the first and the last have to "
            + "be a number or a letter",
    }));

    [Test]
    public void Nothing_is_no_name()
    {
        Assert.That(NameRules.OfResource(""), Is.EqualTo(new[] { "cannot be empty" }));
        Assert.That(NameRules.OfMesh(""), Is.EqualTo(new[] { "cannot be empty" }));
    }

    [Test]
    public void Names_have_bounds()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(NameRules.OfResource(new string('a', 253)), Is.Empty);
            Assert.That(NameRules.OfResource(new string('a', 254)), Is.EqualTo(new[] { "cannot be longer than 253 characters" }));
            Assert.That(NameRules.OfMesh(new string('a', 63)), Is.Empty);
            Assert.That(NameRules.OfMesh(new string('a', 64)), Is.EqualTo(new[] { "cannot be longer than 63 characters" }));
        }
    }
}
