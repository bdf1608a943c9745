using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire;

namespace TrafficTrace.Tests.Wire;

/// <summary>Policies and backends with some things made wrong: each is answered, and none lets a control character through.</summary>
public sealed class PolicyFuzzTests
{
    private const string Sample = """
        {"type": "TrafficTrace", "mesh": "m", "name": "t", "selectors": [{"match": {"kuma.io/service": "*"}}], "conf": {
          "backend": "o",
          "sampling": {"overall": 50, "random": 10, "client": 1},
          "trustClient": false,
          "healthChecks": "off",
          "rules": [
            {"match": {"path": {"prefix": "/a"}, "method": "GET", "headers": [{"name": "b", "exact": "c"}, {"name": "d", "present": true}]},
             "sampling": {"random": 1}, "tags": [{"name": "e", "header": {"name": "f", "default": "g"}}]},
            {"match": {"path": {"regex": "/h[0-9]+"}}, "off": true},
            {"match": {"path": {"exact": "/i"}}, "tags": [{"name": "j", "literal": "k"}]}],
          "tags": [
            {"name": "l", "metadata": {"kind": "host", "key": "n", "path": "o.p", "default": "q"}},
            {"name": "r", "metadata": {"kind": "route", "key": "s", "path": ["t", "u"]}},
            {"name": "v", "format": "%REQ(w)%"}],
          "maxPathTagLength": 64, "verbose": true, "spanName": {"server": "%PROTOCOL%", "upstream": "x"},
          "spawnUpstreamSpan": true, "meshTags": true}}
        ---
        {"type": "Mesh", "name": "m", "tracing": {"backends": [
          {"name": "o", "type": "opentelemetry", "sampling": 1, "conf": {
            "endpoint": "https://c:4318/x", "protocol": "http", "headers": [{"name": "a", "value": "b"}, {"name": "c", "secret": "d"}],
            "timeout": "1s", "tls": {"verify": true, "caFile": "/ca", "serverName": "e", "certFile": "/f", "keyFile": "/g"},
            "serviceName": "h", "resourceAttributes": {"i": "j", "k": {"tag": "l"}}, "maxCacheSize": 1}},
          {"name": "z", "type": "zipkin", "conf": {"url": "http://z:1/x", "propagation": "b3-w3c"}}]}}
        """;

    private static readonly string[] Values =
    [
        "1", "-1", "0", "1e30", "1e-9", "true", "null", "[]", "[[]]", "{}", "\"\"", "[null]", "{\"\": null}", "\"\\u0000\"",
        "\"\\u0007\"", "\"a\\r\\nb\"", "\"/\\u007f\"", "\"/\\u0085\"", "\"\\ud83d\\ude00\"", "\"%\"", "\"(\"", "\"off\"", "\"é\"",
        "\"http://[::1\"",
    ];

    private static readonly string[] Pieces =
        ["\\n", "\\u0000", "\\u007f", "\\u009f", "%", "(", "[", "{", ":", "/", "?", "*", " ", "é", "0"];

    // FUZZ_RUNS=100000 dotnet test tests/TrafficTrace.Tests --filter So_are_very_many
    private static readonly int Many =
        int.Parse(Environment.GetEnvironmentVariable("FUZZ_RUNS") ?? "20000", System.Globalization.CultureInfo.InvariantCulture);

    [FsCheck.NUnit.Property(Arbitrary = [typeof(Seeds)], MaxTest = 1000)]
    public void A_changed_document_is_answered_and_lets_no_control_character_through(int seed) => Answer(seed);

    [Test]
    [Category("Long")]
    public void So_are_very_many() => Parallel.For(0, Many, Answer);

    private static void Answer(int seed)
    {
        var random = new Random(seed);
        var text = Sample;
        for (var i = random.Next(1, 4); i > 0; i--) text = Changed(text, random);
        var result = Reads.Text(text);
        Assert.That(result.Errors.Concat(result.Warnings).Select(finding => finding.Message), Has.None.Empty);
        Assert.That(result.Resources.SelectMany(Texts), Has.None.Matches<string>(one => one!.Any(char.IsControl)), text);
    }

    [FsCheck.NUnit.Property(Arbitrary = [typeof(Seeds)], MaxTest = 300)]
    public void What_is_taken_is_taken_again_from_what_is_kept_of_it(int seed)
    {
        var result = Reads.Text(Changed(Sample, new Random(seed)));
        foreach (var resource in result.Resources)
        {
            var again = Reads.Text(DocumentText.Of(resource));
            Assert.That(again.Errors, Is.Empty);
            Assert.That(Texts(again.Resources.Single()), Is.EqualTo(Texts(resource)));
        }
    }

    [Test]
    public void The_document_itself_is_taken() => Assert.That(Reads.Text(Sample).Resources.Count, Is.EqualTo(2));

    /// <summary>A value becomes another, or a text gets a piece within.</summary>
    private static string Changed(string text, Random random)
    {
        var starts = Enumerable.Range(2, text.Length - 2).Where(index => text[(index - 2)..index] == ": ").ToArray();
        var start = starts[random.Next(starts.Length)];
        var end = start + text.AsSpan(start).IndexOfAny(",}]\n");
        if (end <= start) return text;
        if (random.Next(2) == 0 || text[start] != '"') return text[..start] + Values[random.Next(Values.Length)] + text[end..];
        var at = random.Next(start + 1, Math.Max(start + 2, end - 1));
        return text.Insert(at, Pieces[random.Next(Pieces.Length)]);
    }

    /// <summary>What goes to proxies of what was read.</summary>
    private static string[] Texts(Resource resource) => resource switch
    {
        TrafficTracePolicy policy => [policy.Conf.ToString(), .. policy.Conf.Rules.Select(rule => rule.ToString())],
        Mesh mesh => [.. mesh.Backends.Select(backend => backend.ToString())],
        _ => [],
    };
}
