namespace TrafficTrace.Tests.Wire;

/// <summary>What a scalar means, seen where text is wanted (a tag) and in the JSON that is kept.</summary>
public sealed class ScalarTests
{
    [TestCase("a", "a")]
    [TestCase("'1'", "1")]
    [TestCase("\"true\"", "true")]
    [TestCase("1.2.3", "1.2.3")]
    [TestCase("2021-12-15", "2021-12-15")]
    [TestCase("!!str 1", "1")]
    [TestCase("\"a\\u002Fb\\/c\"", "a/b/c")]
    [TestCase("v1e", "v1e")]
    public void It_is_text(string scalar, string text) => Assert.That(Kept(scalar), Is.EqualTo($"{{\"mtls\":{{\"x\":\"{text}\"}}}}"));

    [TestCase("1", "1")]
    [TestCase("-1.5e+3", "-1.5e+3")]
    [TestCase("+1", "1")]
    [TestCase(".5", "0.5")]
    [TestCase("1_000", "1000")]
    [TestCase("0x1F", "31")]
    [TestCase("0o17", "15")]
    [TestCase("017", "15")]
    [TestCase("0b101", "5")]
    [TestCase("!!int 7", "7")]
    [TestCase("true", "true")]
    [TestCase("Yes", "true")]
    [TestCase("off", "false")]
    [TestCase(".nan", "\"NaN\"")]
    [TestCase("-.inf", "\"-Infinity\"")]
    public void It_is_a_number_or_a_boolean(string scalar, string json) =>
        Assert.That(Kept(scalar), Is.EqualTo($"{{\"mtls\":{{\"x\":{json}}}}}"));

    [TestCase("")]
    [TestCase("~")]
    [TestCase("null")]
    public void It_is_nothing(string scalar) => Assert.That(Kept(scalar), Is.EqualTo("""{"mtls":{}}"""));

    [TestCase(
        "{\"type\":\"Mesh\",\"name\":\"a\",\"mtls\":{\"x\":\"\\ud83d\\ude00\\t\\u00e9\"}}", "{\"mtls\":{\"x\":\"\\uD83D\\uDE00\\té\"}}")]
    [TestCase(
        "{\n\t\"type\": \"Mesh\",\n\t\"name\": \"a\",\n\t\"mtls\": {\n\t\t\"x\": [1, true, null]\n\t}\n}",
        "{\"mtls\":{\"x\":[1,true,null]}}")]
    [TestCase("{\"type\"\n:\"Mesh\",\"name\":\"a\",\"mtls\":{\"x\":\"a # b: c\"}}", "{\"mtls\":{\"x\":\"a # b: c\"}}")]
    public void Json_is_read_as_it_is(string text, string kept) =>
        Assert.That(Reads.Text(text).Resources.Single().SpecJson, Is.EqualTo(kept));

    [Test]
    public void Anchors_and_merges_are_written_out()
    {
        Assert.That(Reads.Text(
            "type: Mesh\nname: a\nmtls: {x: &x {p: 1, q: 2}, y: *x, z: {<<: *x, q: 3}}\n").Resources.Single().SpecJson, Is.EqualTo(
            """{"mtls":{"x":{"p":1,"q":2},"y":{"p":1,"q":2},"z":{"p":1,"q":3}}}"""));
    }

    private static string Kept(string scalar) => Reads.Text($"type: Mesh\nname: a\nmtls:\n  x: {scalar}\n").Resources.Single().SpecJson;
}
