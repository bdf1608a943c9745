namespace TrafficTrace.Tests.Wire;

public sealed class UnreadableTextTests
{
    [TestCase("")]
    [TestCase("\uFEFF")]
    [TestCase("# a comment\n")]
    [TestCase("---\n# a comment\n---\n")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("\r\n\r\n")]
    public void Nothing_is_no_error(string text)
    {
        Assert.That(Reads.Errors(text), Is.Empty);
        Assert.That(Reads.Text(text).Resources, Is.Empty);
    }

    [TestCase("type: Mesh\nname:\n\tb: 1\n", ": cannot be read as YAML or JSON: While scanning a mapping, found invalid tab as indentation.")]
    [TestCase("%%%", "1: : cannot be read as YAML or JSON: ")]
    [TestCase("{\"type\": \"Mesh\",\n\"name\": \"a\"", ": cannot be read as YAML or JSON: ")]
    [TestCase("type: Mesh\n\0", "2: : holds the character U+0000: this is neither YAML nor JSON in UTF-8")]
    [TestCase("{\"type\": \"\\ud800\"}", "1: : cannot be read as YAML or JSON: ")]
    [TestCase("a: *x", "1: : the alias *x has no anchor before it")]
    [TestCase("a: &a [*a]", "1: : the alias *a has no anchor before it")]
    [TestCase("? [a]\n: b", "1: : a key has to be a word or text")]
    [TestCase("~: b", "1: : a key cannot be null")]
    [TestCase("a: !foo b", "1: : the tag !foo means nothing here")]
    [TestCase("<<: 1", "1: : only a mapping can be merged with <<")]
    public void A_text_cannot_be_read(string text, string error)
    {
        var found = Reads.ErrorsWithLines(text).Single();
        Assert.That(found, Does.Contain(error));
    }

    [Test]
    public void Half_a_surrogate_pair_is_no_text() =>
        Assert.That(Reads.ErrorsWithLines("type: Mesh\nname: \ud800"), Is.EqualTo(new[] { "2: : holds the character U+D800: this is neither YAML nor JSON in UTF-8" }));

    [TestCase("[")]
    [TestCase("{a: ")]
    [TestCase("{\"a\":")]
    [TestCase("- ")]
    public void Deep_nesting_is_refused_early(string step) =>
        Assert.That(Reads.ErrorsWithLines(string.Concat(Enumerable.Repeat(step, 50_000))), Is.EqualTo(new[] { "1: : is nested more than 64 levels deep" }));

    [Test]
    public void Aliases_of_aliases_are_counted_before_they_cost_memory()
    {
        var bomb = "l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(0, 12).Select(level =>
            $"l{level + 1}: &l{level + 1} [{string.Join(", ", Enumerable.Repeat($"*l{level}", 10))}]\n"));
        Assert.That(Reads.ErrorsWithLines(bomb).Single(), Does.Contain("has more than 20000000 values once its aliases are written out"));
    }

    [Test]
    public void Documents_before_the_unreadable_one_are_in_the_result()
    {
        var result = Reads.Text("type: Mesh\nname: a\n---\ntype: [\n---\n");
        Assert.That(result.Resources, Has.Length.EqualTo(1));
        Assert.That(result.Errors, Has.Length.EqualTo(1));
    }

    [Test]
    public void A_key_that_stands_twice_is_refused_and_the_rest_is_still_checked()
    {
        Assert.That(Reads.ErrorsWithLines("type: TrafficTrace\nmesh: m\nname: a\nname: b\nselectors: []\n"), Is.EqualTo(new[]
        {
            "4: : the key \"name\" stands here and in line 3 of one mapping: remove one of the two",
            "5: selectors: must have at least one element",
        }));
        Assert.That(Reads.Text("{type: Mesh, name: a, name: b}").Resources, Is.Empty);
    }

    [Test]
    public void Files_of_Windows_are_read()
    {
        Assert.That(Reads.Text("\uFEFFtype: Mesh\r\nname: a\r\n---\r\ntype: Mesh\r\nname: b\r\n").Resources.Select(resource => resource.Name), Is.EqualTo(new[] { "a", "b" }));
    }
}
