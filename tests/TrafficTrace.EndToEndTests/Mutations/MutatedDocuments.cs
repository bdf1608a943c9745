using System.Globalization;
using System.Text.Json.Nodes;

namespace TrafficTrace.EndToEndTests.Mutations;

/// <summary>
/// Sound documents of every kind, of which some values are replaced by others at random: odd ones that somebody may write, and slips
/// of the pen. The same seed always gives the same text.
/// </summary>
internal static class MutatedDocuments
{
    private const string Sound = """
        [
          {"type": "Mesh", "name": "default", "tracing": {"defaultBackend": "zipkin", "backends": [
            {"name": "zipkin", "type": "zipkin", "sampling": 12.5, "conf": {"url": "http://collector.example:9411/api/v2/spans",
              "apiVersion": "httpJson", "traceId128bit": true, "sharedSpanContext": false}},
            {"name": "secure", "type": "zipkin", "conf": {"url": "https://collector.example:9443/spans", "apiVersion": "httpProto",
              "tls": {"verify": true, "caFile": "/etc/ssl/certs/ca.pem"}}},
            {"name": "literal", "type": "zipkin", "conf": {"url": "https://[2001:db8::1]:9443/spans"}},
            {"name": "datadog", "type": "datadog", "sampling": 100, "conf": {"address": "agent.example", "port": 8126,
              "splitService": true}},
            {"name": "grpc", "type": "opentelemetry", "sampling": 1, "conf": {"endpoint": "collector.example:4317",
              "headers": [{"name": "x-team", "value": "shop"}, {"name": "authorization", "secret": "token"}],
              "resourceAttributes": {"env": "prod", "zone": {"tag": "version"}}, "maxCacheSize": 100}},
            {"name": "http", "type": "opentelemetry", "conf": {"endpoint": "https://collector.example:4318/v1/traces",
              "protocol": "http", "headers": [{"name": "x-team", "value": "shop"}], "timeout": "5s", "serviceName": "shop",
              "tls": {"verify": true, "caFile": "/etc/ssl/certs/ca.pem", "serverName": "other.example"}}},
            {"name": "w3c", "type": "zipkin", "conf": {"url": "http://collector.example:9411/spans", "propagation": "b3-w3c"}}]}},
          {"type": "TrafficTrace", "mesh": "default", "name": "all", "selectors": [{"match": {"kuma.io/service": "*"}}],
            "conf": {"backend": "zipkin"}},
          {"type": "Dataplane", "mesh": "default", "name": "web-1", "networking": {"address": "10.HIGH.LOW.1",
            "advertisedAddress": "192.0.2.1",
            "inbound": [
              {"port": 8080, "servicePort": 8081, "serviceAddress": "127.0.0.1", "address": "10.HIGH.LOW.1",
                "tags": {"kuma.io/service": "web", "kuma.io/protocol": "http", "version": "1"}, "health": {"ready": true}},
              {"port": 9090, "servicePort": 9091, "tags": {"kuma.io/service": "web-grpc", "kuma.io/protocol": "grpc"}}],
            "outbound": [
              {"port": 10001, "address": "127.HIGH.LOW.1", "tags": {"kuma.io/service": "web", "version": "1"}},
              {"port": 10002, "address": "127.HIGH.LOW.2", "tags": {"kuma.io/service": "api"}},
              {"port": 10003, "address": "127.HIGH.LOW.3", "service": "tcp"}]},
           "probes": {"port": 9000, "endpoints": [{"inboundPort": 8080, "inboundPath": "/health", "path": "/8080/health"}]}},
          {"type": "Dataplane", "mesh": "default", "name": "api-1", "networking": {"address": "10.0.0.2", "inbound": [{"port": 7070,
            "tags": {"kuma.io/service": "api", "kuma.io/protocol": "http2"}}]}}
        ]
        """;

    private const string Asking = """
        {"sampling": {"overall": 50, "random": 10, "client": 1}, "trustClient": true, "healthChecks": "off",
         "rules": [
           {"match": {"path": {"prefix": "/a"}, "method": "GET",
              "headers": [{"name": "b", "exact": "c"}, {"name": "d", "present": true}]},
            "sampling": {"random": 1}, "tags": [{"name": "e", "header": {"name": "f", "default": "g"}}]},
           {"match": {"path": {"regex": "/h[0-9]+"}}, "off": true},
           {"match": {"path": {"exact": "/i"}}, "tags": [{"name": "j", "format": "%BYTES_SENT%"}]}],
         "tags": [
           {"name": "l", "metadata": {"kind": "host", "key": "n", "path": "o.p", "default": "q"}},
           {"name": "m", "literal": "k"}, {"name": "v", "format": "%REQ(w)%"}],
         "maxPathTagLength": 64, "verbose": true, "spanName": {"server": "%PROTOCOL%", "upstream": "x %REQ(:METHOD)%"},
         "spawnUpstreamSpan": true, "meshTags": true}
        """;

    private static readonly string[] Backends = ["zipkin", "secure", "literal", "datadog", "grpc", "http", "w3c"];

    private static readonly string[] Texts =
    [
        "", " ", "*", ".", "..", "-", "_", "a", "A", "1", "0", "a.", "a..", ".a", "-a", "a-", "a_b", "_a", "a:b", "a/b", "a b", "é", "日本",
        "\u0001", "\t", "\n", "\u007f", "\u0085",
        "\u202e", "%", "%00", "%41", "\"", "'", "\\", "{{ .x }}", "$(x)", "localhost", "localhost.", "127.0.0.1", "0.0.0.0", "::", "::1",
        "[::1]", "::ffff:10.0.0.1", "fe80::1", "fe80::1%eth0",
        "255.255.255.255", "224.0.0.1", "10.0.0.256", "010.0.0.1", "1.2.3", "xn--bcher-kva.example", "a.example:80", "http://a.example",
        "//a.example", "http", "HTTP2", "tls", "kafka", "tracing:x", "localhost:8080",
        "/", "/dev/null", "/dev/../etc/ca.pem", "/proc/self/environ", "//dev//null", "/sys", "ca.pem", "/a b.pem", "/é.pem", "httpJsonV1",
        "httpProto", "true", "null",
        "http://a:1/x", "https://a:65535/x", "http://a:65536/x", "http://a:0/x", "http://a/x", "http://a:1", "http://a:1/%0a",
        "http://a:1/%20", "http://a:1/?q", "http://a:1/#f", "http://u:p@a:1/x", "http://[::1]:1/x",
        "https://[::]:1/x", "http://::1:9411/x", "https://[fe80::1%25eth0]:1/x", "https://1.2.3.4:1/x", "https://A.EXAMPLE.:1/X",
        "https://a_b:1/x", "https://%41:1/x", "ftp://a:1/x", "http://a:1//", "http://a:1/é", "http://é:1/x", "https://*:1/x",
        "https://*.example:1/x",
    ];

    private static readonly double[] Numbers = [0, 1, -1, 0.001, 0.00001, 1e-300, 33.333333333333336, 99.9999, 100, 100.1, 1e308, 65535,
    65536, 49151, 80, 8080, 8081, 10001, 10002, 0.5, 2147483648];

    /// <summary>Its policy says more than a backend.</summary>
    public static bool HasConf(int seed) => seed % 5 != 0;

    public static string Text(int seed)
    {
        var random = new Random(seed);
        // Addresses of its own: many of them are put before one Envoy.
        var sound = Sound.Replace("HIGH", $"{seed / 250}", StringComparison.Ordinal).Replace("LOW", $"{seed % 250}",
        StringComparison.Ordinal);
        var documents = JsonNode.Parse(sound)!.AsArray();
        if (HasConf(seed)) documents[1]!["conf"] = JsonNode.Parse(Asking);
        documents[1]!["conf"]!["backend"] = Backends[seed % Backends.Length];
        for (var mutations = random.Next(1, 4); mutations > 0; mutations--) Mutate(documents, random);
        return documents.ToJsonString();
    }

    private static void Mutate(JsonArray documents, Random random)
    {
        var values = documents.SelectMany(Values).ToArray();
        var value = values[random.Next(values.Length)];
        if (value.Parent is JsonObject { Parent: JsonObject } tags && tags.GetPropertyName() is ("tags" or "match") && random.Next(3) == 0)
            Rename(tags, value.GetPropertyName(), random);
        else value.ReplaceWith(Replacement(value, random));
    }

    private static IEnumerable<JsonValue> Values(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Values(field.Value)),
        JsonArray items => items.SelectMany(Values),
        JsonValue value => [value],
        _ => [],
    };

    private static void Rename(JsonObject tags, string name, Random random)
    {
        var value = tags[name]!.DeepClone();
        tags.Remove(name);
        tags[Slip(name, random)] = value;
    }

    private static JsonValue Replacement(JsonValue value, Random random) => value.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.Number => JsonValue.Create(Numbers[random.Next(Numbers.Length)]),
        System.Text.Json.JsonValueKind.String => JsonValue.Create(Another(value.GetValue<string>(), random)),
        _ => JsonValue.Create(random.Next(2) == 0),
    };

    private static string Another(string text, Random random) => random.Next(4) switch
    {
        0 => Slip(text, random),
        1 => text.Insert(random.Next(text.Length + 1), Texts[random.Next(Texts.Length)]),
        2 => Long(text, random),
        _ => Texts[random.Next(Texts.Length)],
    };

    /// <summary>A letter is left out, doubled, or another one.</summary>
    private static string Slip(string text, Random random)
    {
        if (text.Length == 0) return "a";
        var at = random.Next(text.Length);
        return random.Next(3) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, text[at].ToString(CultureInfo.InvariantCulture)),
            _ => text[..at] + (char)random.Next(' ', 0x7f) + text[(at + 1)..],
        };
    }

    /// <summary>Its part before a dot or a slash, again and again: up to just below and beyond what names may have.</summary>
    private static string Long(string text, Random random)
    {
        int[] lengths = [62, 63, 64, 250, 253, 254, 255, 256, 1024, 1025];
        var length = lengths[random.Next(lengths.Length)];
        var end = text.IndexOfAny(['.', ':'], Math.Min(text.Length, 8)) is var dot and >= 0 ? dot : text.Length;
        var start = text.LastIndexOf('/', Math.Max(0, end - 1)) + 1;
        var longer = string.Concat(Enumerable.Repeat(random.Next(2) == 0 ? "abcdefghi." : "a", length))[..length].TrimEnd('.');
        return start > end ? longer : text[..start] + longer + text[end..];
    }
}
