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

    [TestCase(
        "type: Mesh\nname:\n\tb: 1\n",
        "3: : cannot be read as YAML or JSON: column 1: a tab indents here, where YAML takes blanks alone: replace it by blanks")]
    [TestCase("a:\n- b: 1\n \tc: 2\n", "3: : cannot be read as YAML or JSON: column 2: a tab indents here")]
    [TestCase(
        "a: \"C:\\Users\"", "1: : cannot be read as YAML or JSON: column 7: the backslash begins no escape of YAML: write \\\\ where")]
    [TestCase("a: \"b\r\n  c\\d\"\r\n", "2: : cannot be read as YAML or JSON: column 4: the backslash begins no escape of YAML")]
    [TestCase("{\"a\": \"\\ud800\"}", "1: : cannot be read as YAML or JSON: column 8: the backslash begins no escape of YAML")]
    [TestCase("a: b\nc: \"d\ne: f\n", "2: : cannot be read as YAML or JSON: column 4: the quote that begins here is not closed")]
    [TestCase(
        "kuma.io/service: *",
        "1: : cannot be read as YAML or JSON: column 18: * and & have a meaning of their own in YAML: put the value in quotes")]
    [TestCase("a: @b", "1: : cannot be read as YAML or JSON: column 4: no value begins so: put it in quotes")]
    [TestCase("a: b: c", "1: : cannot be read as YAML or JSON: column 5: \": \" stands within a value")]
    [TestCase(
        "a:\n  b: 1\n c: 2\n",
        "3: : cannot be read as YAML or JSON: column 2: this does not fit to the lines before: correct the indentation")]
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
        Assert.That(
            Reads.ErrorsWithLines("type: Mesh\nname: \ud800"),
            Is.EqualTo(new[] { "2: : holds the character U+D800: this is neither YAML nor JSON in UTF-8" }));

    [TestCase("[")]
    [TestCase("{a: ")]
    [TestCase("{\"a\":")]
    [TestCase("- ")]
    public void Deep_nesting_is_refused_early(string step) =>
        Assert.That(
            Reads.ErrorsWithLines(string.Concat(Enumerable.Repeat(step, 50_000))),
            Is.EqualTo(new[] { "1: : is nested more than 64 levels deep" }));

    [TestCase("name: {{ .Values.name }}\n", 1)]
    [TestCase("type: Mesh\nname: {{ .name }}-mesh\n", 2)]
    [TestCase("{{- if .Values.mesh }}\ntype: Mesh\n{{- end }}\n", 1)]
    [TestCase("type: Mesh\n{{ include \"backends\" . | indent 2 }}\n", 2)]
    [TestCase("type: Mesh\r\nlist: [{{ .a }}]\r\n", 2)]
    public void A_template_is_called_one_in_whatever_way_its_braces_break_the_text(string text, int line) =>
        Assert.That(
            Reads.ErrorsWithLines(text).Single(),
            Does.StartWith($"{line}: : holds {{{{ }}}}, so this is a template that was not rendered"));

    [Test]
    public void Aliases_of_aliases_are_counted_before_they_cost_memory()
    {
        var bomb = "l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(0, 12).Select(level =>
            $"l{level + 1}: &l{level + 1} [{string.Join(", ", Enumerable.Repeat($"*l{level}", 10))}]\n"));
        Assert.That(
            Reads.ErrorsWithLines(bomb).Single(), Is.EqualTo("6: : writes out to more than 4194304 characters by its aliases: use fewer"));
    }

    [Test]
    public void Characters_of_aliases_are_counted_not_only_values()
    {
        var text = $"x: &x {new string('y', 1 << 20)}\nl:\n{string.Concat(Enumerable.Repeat("- *x\n", 3000))}";
        Assert.That(
            Reads.ErrorsWithLines(text).Single(), Is.EqualTo("6: : writes out to more than 4194304 characters by its aliases: use fewer"));
    }

    [Test]
    public void Anchors_are_counted()
    {
        var text = $"[{string.Join(',', Enumerable.Range(0, 20_001).Select(number => $"&a{number} b"))}]";
        Assert.That(Reads.ErrorsWithLines(text).Single(), Does.Contain("has more than 20000 anchors"));
    }

    [Test]
    [Category("Long")]
    public void Values_of_a_document_are_counted() =>
        Assert.That(Reads.ErrorsWithLines(string.Concat(Enumerable.Repeat("- a\n", 1_000_000))), Is.EqualTo(
            new[] { "1000000: : has more than 1000000 keys and values in one document: split it into several documents or files" }));

    [Test]
    public void A_text_longer_than_any_honest_one_is_refused() =>
        Assert.That(Reads.Errors(new string('\n', (16 << 20) + 1)).Single(), Does.Contain("is longer than 16777216 characters"));

    [Test]
    public void Of_very_many_findings_the_first_are_kept_and_all_are_counted()
    {
        var errors = Reads.Text(string.Concat(Enumerable.Repeat("- 1\n", 50_000)));
        var warnings = Reads.Text($"type: Mesh\nname: m\n{string.Concat(Enumerable.Range(0, 50_000).Select(number => $"k{number}: 1\n"))}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((errors.Errors.Length, errors.ErrorCount), Is.EqualTo((1000, 50_000)));
            Assert.That(errors.Errors[^1].Line, Is.EqualTo(1000));
            Assert.That((warnings.Warnings.Length, warnings.WarningCount), Is.EqualTo((1000, 50_000)));
            Assert.That(warnings.Resources.Single().SpecJson, Is.EqualTo("{}"), "those that are only counted are left out as well");
        }
    }

    [Test]
    public void Of_unknown_kinds_without_end_the_first_have_a_row_each()
    {
        var skipped = Reads.Text(string.Concat(Enumerable.Range(0, 1000).Select(number => $"---\napiVersion: v1\nkind: K{number}\n")))
            .Skipped;
        Assert.That(skipped, Has.Count.EqualTo(51));
        Assert.That(skipped["Others"], Is.EqualTo(950));
    }

    private const string Odd = "a\\e[31m\\u202e";

    [TestCase("{\"type\": \"" + Odd + "\"}", TestName = "Nothing_odd_reaches_a_message_from_a_kind")]
    [TestCase("{\"apiVersion\": \"x/v1\", \"kind\": \"" + Odd + "\"}", TestName = "Nothing_odd_reaches_a_message_from_a_foreign_kind")]
    [TestCase("{\"type\": \"Mesh\", \"name\": \"" + Odd + "\"}", TestName = "Nothing_odd_reaches_a_message_from_a_name")]
    [TestCase(
        "{\"type\": \"TrafficTrace\", \"mesh\": \"" + Odd + "\", \"name\": \"" + Odd + "\"}",
        TestName = "Nothing_odd_reaches_a_message_from_a_mesh")]
    [TestCase("{\"" + Odd + "\": 1, \"" + Odd + "\": 1}", TestName = "Nothing_odd_reaches_a_message_from_a_repeated_key")]
    [TestCase(
        "{\"type\": \"Mesh\", \"name\": \"m\", \"" + Odd + "\": 1}", TestName = "Nothing_odd_reaches_a_message_from_an_unknown_field")]
    [TestCase(
        "{\"type\": \"Mesh\", \"name\": \"m\", \"tracing\": {\"backends\": [{\"name\": \"" + Odd + "\"}, {\"name\": \"" + Odd + "\"}]}}",
        TestName = "Nothing_odd_reaches_a_message_from_a_backend")]
    [TestCase(
        "{\"type\": \"Dataplane\", \"mesh\": \"m\", \"name\": \"d\", \"networking\": {\"address\": \"10.0.0.1\", \"inbound\": "
            + "[{\"port\": 1, \"tags\": {\"" + Odd + "\": \"" + Odd + "\"}}]}}",
        TestName = "Nothing_odd_reaches_a_message_from_a_tag")]
    [TestCase(
        "{\"type\": \"Mesh\", \"name\": \"" + Odd + "\", \"mtls\": {\"enabledBackend\": \"a\"}}",
        TestName = "Nothing_odd_reaches_a_message_from_a_mesh_with_mtls")]
    public void Nothing_odd_reaches_a_message(string text)
    {
        foreach (var written in new[] { text, text.Replace(Odd, new string('x', 100_000), StringComparison.Ordinal) })
        {
            var result = Reads.Text(written);
            string[] told = [.. result.Errors.Concat(result.Warnings).Select(finding => finding.ToString()), .. result.Skipped.Keys];
            Assert.That(told, Is.Not.Empty);
            Assert.That(
                told.Where(line => line.Length > 2000 || line.Any(character => char.IsControl(character) || character == '\u202e')),
                Is.Empty);
        }
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
        Assert.That(
            Reads.Text("\uFEFFtype: Mesh\r\nname: a\r\n---\r\ntype: Mesh\r\nname: b\r\n").Resources.Select(resource => resource.Name),
            Is.EqualTo(new[] { "a", "b" }));
    }
}
