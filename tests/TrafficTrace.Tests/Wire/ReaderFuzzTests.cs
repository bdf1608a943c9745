using System.Text;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Tests.Wire;

/// <summary>Whatever comes in, the reader answers: it never throws, and what it refuses has a message.</summary>
public sealed class ReaderFuzzTests
{
    private const string Sample = """
        type: Mesh
        name: m
        tracing:
          defaultBackend: z
          backends:
          - {name: z, type: zipkin, sampling: 50, conf: {url: 'http://z:9411/x', tls: {verify: true}}}
        ---
        {"type": "TrafficTrace", "mesh": "m", "name": "t", "selectors": [{"match": {"kuma.io/service": "*"}}], "conf": {"backend": "z"}}
        ---
        apiVersion: kuma.io/v1alpha1
        kind: Dataplane
        mesh: m
        metadata: {name: d, namespace: n}
        spec:
          networking: &n
            address: 10.0.0.1
            inbound:
            - {port: 1, tags: {kuma.io/service: web}, serviceProbe: {interval: 1s}}
            outbound: [{port: 2, service: "back\u0065nd"}]
        """;

    private static readonly string[] Pieces =
    [
        "{",
        "}",
        "[",
        "]",
        ":",
        ": ",
        "- ",
        "\n",
        "\t",
        "'",
        "\"",
        "\\",
        "&a ",
        "*a",
        "<<: ",
        "? ",
        "!",
        "---\n",
        "null",
        "0",
        "1e999",
        "~",
        "%",
        "|",
        ">",
        "\uFEFF",
        "é",
        "😀",
    ];

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void Random_bytes_never_throw(byte[] bytes)
    {
        Answers(Encoding.UTF8.GetString(bytes));
        Answers(Encoding.Latin1.GetString(bytes));
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void Random_text_never_throws(string? text) => Answers(text ?? "");

    [FsCheck.NUnit.Property(Arbitrary = [typeof(Seeds)], MaxTest = 1000)]
    public void A_damaged_document_never_throws(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder(Sample);
        for (var i = random.Next(1, 6); i > 0; i--) Damage(text, random);
        Answers(text.ToString());
    }

    [FsCheck.NUnit.Property(Arbitrary = [typeof(Seeds)], MaxTest = 500)]
    public void A_value_of_any_kind_in_any_place_never_throws(int seed)
    {
        var random = new Random(seed);
        string[] values = ["1", "-1", "1e30", "true", "null", "[]", "[[]]", "{}", "{a: b}", "''", "text", "[null]", "{'': null}"];
        var lines = Sample.Split('\n');
        var index = random.Next(lines.Length);
        var colon = lines[index].IndexOf(": ", random.Next(lines[index].Length / 2 + 1), StringComparison.Ordinal);
        if (colon >= 0) lines[index] = $"{lines[index][..colon]}: {values[random.Next(values.Length)]}";
        Answers(string.Join('\n', lines));
    }

    private static void Damage(StringBuilder text, Random random)
    {
        var at = random.Next(text.Length);
        if (random.Next(3) == 0) text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at));
        else text.Insert(at, Pieces[random.Next(Pieces.Length)]);
    }

    private static void Answers(string text)
    {
        var result = ResourceReader.Read(text, null, ReaderOptions.Default);
        Assert.That(result.Errors.Concat(result.Warnings).Select(finding => finding.Message), Has.None.Empty);
    }
}
