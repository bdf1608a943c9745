using System.Net;
using System.Text.Json.Nodes;
using Envoy.Api.Protos;
using Envoy.Config.Core.V3;
using Envoy.Extensions.TransportSockets.Tls.V3;
using Envoy.Service.Discovery.V3;
using Envoy.Service.Status.V3;
using Grpc.Net.Client;
using TrafficTrace.FunctionalTests.Api;
using TrafficTrace.FunctionalTests.Clients;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>Secrets from their files to the proxies, and to nobody else.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SecretTests
{
    private const string Inbound = "inbound:127.0.0.1:8080";
    private const string Status = "/meshes/default/backends/otel/_status";

    private const string Mesh = """
        type: Mesh
        name: default
        tracing:
          backends:
          - name: otel
            type: opentelemetry
            conf: { endpoint: '127.0.0.1:4317', headers: [{ name: authorization, secret: token }] }
        """;

    private static readonly (string Name, string? Yaml)[] All =
    [
        ("mesh", Mesh),
        ("policy", ControlPlane.Documents.Policy.Replace("zipkin", "otel", StringComparison.Ordinal)),
        ("web", ControlPlane.Documents.Web()),
    ];

    [Test]
    public async Task A_new_value_moves_SDS_and_nothing_else([Values] bool delta)
    {
        using var secrets = new SecretsFolder();
        secrets.Write("token", "value-1\n");
        await using var plane = await StartAsync(secrets, delta);
        using var web = await plane.Plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => Value(envoy) == "value-1" && envoy.IsTraced(Inbound));

        web.Received.Clear();
        secrets.Write("token", "value-22\n");
        await web.UntilAsync(envoy => Value(envoy) == "value-22");
        Assert.That(web.Received, Is.EqualTo([TypeUrls.Secret]));
        Assert.That(plane.Plane.Log.Lines, Has.None.Contain("value-"));
    }

    [Test]
    public async Task A_missing_secret_is_told_until_it_is_there()
    {
        using var secrets = new SecretsFolder();
        await using var plane = await StartAsync(secrets);
        using var web = await plane.Plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.IsTraced(Inbound));
        var told = await plane.GetUntilAsync(Status, status => Secrets(status) is not null);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)Secrets(told)!["status"], Is.EqualTo("False"));
            Assert.That((string?)Secrets(told)!["message"], Does.Contain("\"token\"").And.Contain("default/token"));
        }

        secrets.Write("token", "value-1");
        await web.UntilAsync(envoy => Value(envoy) == "value-1");
        var after = await plane.GetUntilAsync(Status, status => (string?)Secrets(status)?["status"] == "True");
        Assert.That((string?)after["delivery"], Is.AnyOf("Delivered", "Delivering"));
    }

    [Test]
    public async Task Nobody_but_the_proxy_sees_a_value()
    {
        using var secrets = new SecretsFolder();
        secrets.Write("token", "value-1");
        await using var plane = await StartAsync(secrets);
        using var web = await plane.Plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => Value(envoy) == "value-1" && envoy.IsTraced(Inbound));
        var dump = await CommandRun.RunAsync(
            ["dump", "--node", "default.web-1", "--xds-address", plane.Plane.XdsAddress, "--rtds", "--timeout", "20s"]);
        using var channel = GrpcChannel.ForAddress($"http://{plane.Plane.XdsAddress}");
        var status = await new ClientStatusDiscoveryService.ClientStatusDiscoveryServiceClient(channel)
            .FetchClientStatusAsync(new ClientStatusRequest());
        var entry = status.Config.Single().GenericXdsConfigs.Single(config => config.TypeUrl == TypeUrls.Secret);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(dump.Error, Does.EndWith("this is what it is sent.\n"));
            Assert.That(dump.Output, Does.Contain("credential_injector").And.Not.Contain("value-1"));
            Assert.That(EnvoyTypes.ToJson(status), Does.Not.Contain("value-1"));
            Assert.That((entry.Name, entry.VersionInfo, entry.XdsConfig), Is.EqualTo(("default/token", "", (object?)null)));
            foreach (var path in new[] { "/_sources", "/config", "/_history", "/_proxies", "/metrics", Status, "/meshes/default" })
            {
                var answer = await plane.GetAsync(path);
                Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), path);
                Assert.That(answer.Text, Does.Not.Contain("value-1"), path);
            }

            Assert.That((await plane.GetAsync("/_sources")).Text, Does.Contain($"\"{secrets.Path}\""));
            Assert.That(plane.Plane.Log.Lines, Has.None.Contain("value-1"));
        }
    }

    [TestCase("envoy", "SDS CDS")]
    [TestCase("traffictrace-dump", "CDS")]
    public async Task An_observer_is_sent_no_secret(string agent, string expected)
    {
        using var secrets = new SecretsFolder();
        secrets.Write("token", "value-1");
        await using var plane = await StartAsync(secrets);
        using (var web = await plane.Plane.ConnectAsync("default.web-1")) await web.UntilAsync(envoy => Value(envoy) == "value-1");
        using var channel = GrpcChannel.ForAddress($"http://{plane.Plane.XdsAddress}");
        using var call = new AggregatedDiscoveryService.AggregatedDiscoveryServiceClient(channel)
            .StreamAggregatedResources(deadline: TestControlPlane.Deadline);
        await call.RequestStream.WriteAsync(new DiscoveryRequest
        {
            TypeUrl = TypeUrls.Secret,
            ResourceNames = { "default/token" },
            Node = new Node { Id = "default.web-1", UserAgentName = agent },
        });
        await call.RequestStream.WriteAsync(new DiscoveryRequest { TypeUrl = TypeUrls.Cluster });
        await call.RequestStream.CompleteAsync();
        var types = new List<string>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
            types.Add(call.ResponseStream.Current.TypeUrl == TypeUrls.Secret ? "SDS" : "CDS");
        Assert.That(string.Join(' ', types), Is.EqualTo(expected));
    }

    private static Task<ApiPlane> StartAsync(SecretsFolder secrets, bool delta = false) =>
        ApiPlane.StartAsync(All, options => options with { Secrets = secrets.Path }, delta);

    private static string? Value(EnvoyDouble envoy) => envoy.Get<Secret>("default/token")?.GenericSecret.Secret.InlineString;

    private static JsonNode? Secrets(JsonNode status) =>
        status["conditions"]?.AsArray().SingleOrDefault(condition => (string?)condition!["type"] == "Secrets");
}
