using System.Text;

namespace TrafficTrace.FunctionalTests.Api;

/// <summary>A request that is right, or was before something happened to its path, its query, its headers or its body.</summary>
internal sealed record MutatedRequest(
    string Method, string Target, (string Name, string Value)[] Headers, string? ContentType, byte[]? Body)
{
    private const string Policy = """
        {"type":"TrafficTrace","mesh":"m1","name":"a","selectors":[{"match":{"kuma.io/service":"*"}}],"conf":{"backend":"z"}}
        """;

    private const string Mesh = """
        {"type":"Mesh","name":"m1","tracing":{"defaultBackend":"z",
        "backends":[{"name":"z","type":"zipkin","sampling":10,"conf":{"url":"http://z:9411/x"}}]}}
        """;

    private const string Dataplane = """
        {"type":"Dataplane","mesh":"m1","name":"d","networking":{"address":"10.0.0.1",
        "inbound":[{"port":80,"servicePort":81,"tags":{"kuma.io/service":"w"}}]}}
        """;

    private const string Freeze = """{"mesh":"m1","until":"2999-01-01T00:00:00Z","reason":"a test"}""";

    private const string Override = """
        {"type":"TracingOverride","mesh":"m1","name":"o","off":true,"until":"2999-01-01T00:00:00Z","reason":"a test"}
        """;

    private const string Documents = """
        type: Mesh
        name: m2
        ---
        type: TrafficTrace
        mesh: m2
        name: a
        selectors: [{ match: { a: '*' } }]
        """;

    private static readonly (string Method, string Target, string? ContentType, string? Body)[] Right =
    [
        ("PUT", "/meshes/m1", "application/json", Mesh),
        ("PUT", "/meshes/m1/traffic-traces/a", "application/json", Policy),
        ("PUT", "/meshes/m1/dataplanes/d", "application/json", Dataplane),
        ("POST", "/_apply?delete=Mesh/m2", "application/yaml", Documents),
        ("POST", "/_apply?delete=TrafficTrace/m1/a", "application/json", $"[{Mesh}]"),
        ("POST", "/_history/1/_undo", null, null),
        ("POST", "/_preview?delete=Mesh/m2", "application/json", $"[{Policy}]"),
        ("POST", "/_freeze", "application/json", Freeze),
        ("DELETE", "/_freeze?mesh=m1", null, null),
        ("PUT", "/meshes/m1/tracing-overrides/o", "application/json", Override),
        ("DELETE", "/meshes/m1/tracing-overrides/o", null, null),
        ("PUT", "/meshes/m1/traffic-traces/a?dryRun=server", "application/json", Policy),
        ("DELETE", "/meshes/m1/traffic-traces/a", null, null),
        ("DELETE", "/meshes/m1/dataplanes/d", null, null),
        ("DELETE", "/meshes/m1", null, null),
        ("GET", "/meshes?size=10&offset=0&name=m", null, null),
        ("GET", "/dataplanes?tag=a:b&gateway=true&size=5", null, null),
        ("GET", "/meshes/m1/dataplanes/d/policies", null, null),
        ("GET", "/meshes/m1/traffic-traces/a/dataplanes", null, null),
        ("GET", "/_history?mesh=m1&kind=Mesh&size=3&before=9", null, null),
        ("GET", "/meshes/m1/traffic-traces/a/_status?wait=1ms&atLeast=x-1", null, null),
        ("GET", "/meshes/m1/backends/z/_status", null, null),
        ("GET", "/meshes/m1/_status", null, null),
        ("GET", "/meshes/m1/dataplanes/d/_explain", null, null),
        ("GET", "/meshes/m1/dataplanes+insights?tag=a:b&name=d", null, null),
        ("GET", "/meshes/m1/service-insights?size=1", null, null),
        ("GET", "/mesh-insights?offset=1", null, null),
        ("GET", "/_sources", null, null),
        ("GET", "/config", null, null),
        ("GET", "/", null, null),
    ];

    private static readonly string[] Methods = ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "X"];

    private static readonly (string Name, string Value)[] SomeHeaders =
    [
        ("Accept", "application/yaml"),
        ("Accept", "text/html;q=x, ,*/*;q=0"),
        ("If-Match", "\"x\", W/\"y\",,*"),
        ("If-None-Match", "*"),
        ("Origin", "::::"),
        ("User-Agent", "kumactl/2.9.13"),
        ("User-Agent", new string('a', 5000)),
        ("X-Forwarded-Host", "evil.example"),
        ("Expect", "100-continue"),
        ("Last-Event-ID", "x"),
    ];

    private static readonly string[] Pieces =
    [
        "\0", "\"", "{", "}", "[", "]", ":", ",", "&a", "*a", "%", "%2f", "%00", "%ff", "..", "/", "?", "&", "=", "#", "+", " ", "\t",
        "\n---\n", "é", "😀", "\ud800", "null", "true", "-1", "1e999", "99999999999999999999", "<<", "!!binary", "type", "name", "mesh",
        "\\", "'", "$ref", "|", ">-",
    ];

    private static readonly string?[] ContentTypes =
        ["application/json", "application/yaml", "text/plain", null, "application/json; charset=x", "a/b/c", "*/*"];

    public static MutatedRequest Next(Random random)
    {
        var (method, target, contentType, body) = Right[random.Next(Right.Length)];
        if (random.Next(8) == 0) method = Methods[random.Next(Methods.Length)];
        if (random.Next(3) == 0) target = "/" + Escaped(Mutated(target[1..], random));
        if (random.Next(3) == 0) target += (target.Contains('?') ? "&" : "?") + Escaped(Mutated("size=1&name=a&delete=Mesh/m1", random));
        if (random.Next(8) == 0) contentType = ContentTypes[random.Next(ContentTypes.Length)];
        if (body is not null && random.Next(2) == 0) body = Mutated(body, random);
        (string, string)[] headers = random.Next(3) == 0 ? [SomeHeaders[random.Next(SomeHeaders.Length)]] : [];
        return new(method, target, headers, body is null ? null : contentType, body is null ? null : BytesOf(body, random));
    }

    public override string ToString() =>
        $"{Method} {Target} {string.Join(' ', Headers)} {ContentType} {(Body is null ? "" : Encoding.UTF8.GetString(Body))}";

    private static string Mutated(string text, Random random)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var (at, length) = (random.Next(text.Length + 1), random.Next(4));
            var rest = text[Math.Min(text.Length, at + length)..];
            text = text[..at] + (random.Next(4) == 0 ? text[..random.Next(text.Length + 1)] : Pieces[random.Next(Pieces.Length)]) + rest;
        }

        return text;
    }

    // What no client could put on the first line.
    private static string Escaped(string target) =>
        string.Concat(target.EnumerateRunes().Select(
            rune => rune.Value is <= ' ' or > '~' or '#' ? Uri.EscapeDataString(rune.ToString()) : rune.ToString()));

    private static byte[] BytesOf(string text, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > 0 && random.Next(10) == 0) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }
}
