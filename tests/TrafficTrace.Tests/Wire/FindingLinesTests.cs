using TrafficTrace.Core.Validation;

namespace TrafficTrace.Tests.Wire;

/// <summary>All that is wrong is said at once, each with the line where the user has to act.</summary>
public sealed class FindingLinesTests
{
    private static readonly string[] Expected =
    [
        "7: tracing.backends[0].sampling: has to be in [0.0 - 100.0] range",
        "9: tracing.backends[0].conf.url: port has to be explicitly specified",
        "10: tracing.backends[1].name: cannot be empty",
        "12: tracing.backends[1].conf.address: cannot be empty",
        "13: tracing.backends[1].conf.port: port must be in the range [1, 65535]",
        "4: tracing.defaultBackend: has to be set to one of the tracing backend in mesh",
    ];

    [Test]
    public void In_YAML() => Assert.That(Reads.ErrorsWithLines("""
        type: Mesh
        name: m
        tracing:
          defaultBackend: x
          backends:
          - name: z
            sampling: 101
            type: zipkin
            conf: {url: 'http://z/x'}
          - name: ''
            type: datadog
            conf:
              port: 0
        """), Is.EqualTo(Expected));

    [Test]
    public void In_JSON() => Assert.That(Reads.ErrorsWithLines("""
        {"type": "Mesh",
         "name": "m",
         "tracing": {
          "defaultBackend": "x",
          "backends": [
           {"name": "z",
            "sampling": 101,
            "type": "zipkin",
            "conf": {"url": "http://z/x"}},
           {"name": "",
            "type": "datadog",
            "conf": {
             "port": 0}}]}}
        """), Is.EqualTo(Expected));

    [Test]
    public void In_every_document_of_a_file()
    {
        Assert.That(Reads.ErrorsWithLines(
            "type: Mesh\nname: A\n---\ntype: TrafficTrace\nname: t\nselectors:\n- match:\n    a: 'b c'\n"), Is.EqualTo(new[]
        {
            "2: name: invalid characters. Valid characters are numbers, lowercase latin letters and '-', '_' symbols; the first and the "
                + "last have to be a number or a letter",
            "4: mesh: cannot be empty",
            "8: selectors[0].match[\"a\"]: tag value must consist of alphanumeric characters, dots, dashes, slashes and underscores or "
                + "be \"*\"",
        }));
    }

    [TestCase("a.yaml", 3, "TrafficTrace m/t", "selectors", "a.yaml:3: TrafficTrace m/t: selectors: wrong")]
    [TestCase("a.yaml", 3, "", "", "a.yaml:3: wrong")]
    [TestCase("a.yaml", 0, "", "", "a.yaml: wrong")]
    [TestCase(null, 3, "Mesh m", "name", "line 3: Mesh m: name: wrong")]
    [TestCase(null, 0, "", "name", "name: wrong")]
    public void A_finding_is_one_line(string? file, int line, string resource, string field, string expected) =>
        Assert.That(new Finding(file, line, resource, field, "wrong").ToString(), Is.EqualTo(expected));
}
