using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary><c>POST /bootstrap</c>, asked as kuma-dp asks.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class BootstrapTests : IDisposable
{
    private readonly TlsFolder _tls = new();

    public void Dispose() => _tls.Dispose();

    [Test]
    public async Task A_proxy_of_the_store_gets_a_bootstrap_by_which_it_comes_back()
    {
        await using var plane = await StartAsync();
        using var http = _tls.Client();

        using var answer = await PostAsync(http, plane, Request("web-1"));

        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), text);
        var bootstrap = YamlJson.Read(text, "answer").Documents[0];
        var cluster = bootstrap["static_resources"]!["clusters"]![0]!;
        var socket = cluster["load_assignment"]!["endpoints"]![0]!["lb_endpoints"]![0]!["endpoint"]!["address"]!["socket_address"]!;
        var trusted = cluster["transport_socket"]!["typed_config"]!["common_tls_context"]!["validation_context"]!["trusted_ca"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/x-yaml"));
            Assert.That($"{bootstrap["node"]!["id"]} {bootstrap["node"]!["cluster"]}", Is.EqualTo("default.web-1 web"));
            Assert.That($"{bootstrap["node"]!["metadata"]!["dataplane.admin.port"]}", Is.EqualTo("9901"));
            Assert.That($"{bootstrap["node"]!["metadata"]!["version"]!["envoy"]!["version"]}", Is.EqualTo("1.36.4"));
            Assert.That($"{socket["address"]}:{socket["port_value"]}", Is.EqualTo(new Uri(plane.Addresses[0]).Authority));
            Assert.That($"{trusted["inline_string"]}", Is.EqualTo(_tls.Authority));
            Assert.That($"{bootstrap["hds_config"]}{bootstrap["hdsConfig"]}", Is.Empty);
        }
    }

    [Test]
    public async Task Newer_releases_get_the_same_as_bytes()
    {
        await using var plane = await StartAsync();
        using var http = _tls.Client();
        using var plain = await PostAsync(http, plane, Request("web-1"));
        using var answer = await PostAsync(http, plane, Request("web-1"), "application/json");

        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Encoding.UTF8.GetString(Convert.FromBase64String($"{body["bootstrap"]}")),
                Is.EqualTo(await plain.Content.ReadAsStringAsync()));
            Assert.That($"{body["kumaSidecarConfiguration"]!["networking"]!["isUsingTransparentProxy"]}", Is.EqualTo("false"));
            Assert.That(body["kumaSidecarConfiguration"]!["metrics"]!["aggregate"]!.AsArray(), Is.Empty);
        }
    }

    [Test]
    public async Task A_Dataplane_that_comes_along_is_handed_back_for_the_node_to_bring()
    {
        await using var plane = await StartAsync();
        using var http = _tls.Client();
        var own = JsonNode.Parse(
            """
            {"type":"Dataplane","mesh":"default","name":"own-1","networking":{"address":"127.0.0.1",
            "inbound":[{"port":8080,"servicePort":9090,"tags":{"kuma.io/service":"own"}}]}}
            """)!.ToJsonString();

        using var answer = await PostAsync(http, plane, Request("own-1", request => request["dataplaneResource"] = own));

        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), text);
        var brought = JsonNode.Parse($"{YamlJson.Read(text, "answer").Documents[0]["node"]!["metadata"]!["dataplane.resource"]}")!;
        Assert.That($"{brought["name"]} {brought["networking"]!["address"]}", Is.EqualTo("own-1 127.0.0.1"));
    }

    [TestCase(404, "", "name", "nobody")]
    [TestCase(422, "mesh: mesh \"nomesh\" does not exist", "mesh", "nomesh")]
    [TestCase(422, "proxyType: 'ingress' is not served; a proxy here is a dataplane", "proxyType", "ingress")]
    [TestCase(422, "adminPort: 8080 is a port of the Dataplane", "adminPort", 8080)]
    [TestCase(422, "caCert: is needed", "caCert", "")]
    [TestCase(400, "caCert: holds no certificate", "caCert", "none")]
    [TestCase(422, "dataplaneResource:", "dataplaneResource", "{\"type\":\"Dataplane\"}")]
    public async Task What_can_not_be_is_refused_as_Kuma_does(int status, string told, string field, object value)
    {
        await using var plane = await StartAsync();
        using var http = _tls.Client();

        using var answer = await PostAsync(
            http, plane, Request("web-1", request => request[field] = JsonSerializer.SerializeToNode(value)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(status));
            Assert.That(await answer.Content.ReadAsStringAsync(), told.Length == 0 ? Is.Empty : Does.StartWith(told));
        }
    }

    [Test]
    public async Task What_is_no_request_is_a_400_without_a_body_and_the_port_of_the_API_has_no_bootstrap()
    {
        await using var plane = await StartAsync();
        using var http = _tls.Client();
        using var broken = await PostAsync(http, plane, "{");
        using var got = await http.GetAsync(new Uri(plane.Addresses[0] + "/bootstrap"));
        using var large = await PostAsync(http, plane, $"{{\"name\":\"{new string('x', 2 * 1024 * 1024)}\"}}");
        using var other = await http.PostAsync(new Uri(plane.Addresses[1] + "/bootstrap"), new StringContent(Request("web-1")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(broken.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(await broken.Content.ReadAsStringAsync(), Is.Empty);
            Assert.That(got.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(large.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(other.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    private async Task<TestControlPlane> StartAsync()
    {
        var plane = await TestControlPlane.StartAsync(
            delta: false, change: options => options with { XdsTls = _tls.Files, ApiTls = _tls.Files });
        plane.Resources.Put(Documents.All);
        await plane.Reported;
        return plane;
    }

    private string Request(string name, Action<JsonObject>? change = null)
    {
        var request = new JsonObject
        {
            ["mesh"] = "default",
            ["name"] = name,
            ["proxyType"] = "dataplane",
            ["adminPort"] = 9901,
            ["version"] = JsonNode.Parse(
                """{"kumaDp":{"version":"2.9.13","gitTag":"","gitCommit":"","buildDate":""},"envoy":{"version":"1.36.4","build":""}}"""),
            ["caCert"] = _tls.Authority,
            ["dynamicMetadata"] = new JsonObject(),
            ["dnsPort"] = 15053,
        };
        change?.Invoke(request);
        return request.ToJsonString();
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, TestControlPlane plane, string body, string? accept = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(plane.Addresses[0] + "/bootstrap"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.ExpectContinue = true; // what is refused by its length is not sent
        if (accept is not null) request.Headers.Accept.ParseAdd(accept);
        return http.SendAsync(request);
    }
}
