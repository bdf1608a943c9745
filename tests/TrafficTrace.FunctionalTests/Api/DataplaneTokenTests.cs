using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Envoy.Api.Protos;
using Envoy.Service.Discovery.V3;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.FunctionalTests.ControlPlane;
using AdsCall = Grpc.Core.AsyncDuplexStreamingCall<
    Envoy.Service.Discovery.V3.DiscoveryRequest, Envoy.Service.Discovery.V3.DiscoveryResponse>;

namespace TrafficTrace.FunctionalTests.Api;

/// <summary>From a token that the API makes to a stream that is served, and to its end.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class DataplaneTokenTests : IAsyncDisposable
{
    private ApiPlane _plane = null!;
    private GrpcChannel _channel = null!;

    [SetUp]
    public async Task StartAsync() => await StartAsync(strict: false);

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _plane.DisposeAsync();
    }

    [Test]
    [NonParallelizable] // what it scrapes is of all control planes of the process
    public async Task A_token_lets_its_proxy_in_until_it_is_revoked()
    {
        var token = await TokenAsync("""
            { "mesh": "default", "name": "web-1", "tags": { "kuma.io/service": ["web"] }, "validFor": "1h" }
            """);
        using var call = await OpenAsync("default.web-1", token);
        Assert.That(await call.ResponseStream.MoveNext(), Is.True);
        var way = (string?)(await _plane.GetAsync("/_proxies")).Json["items"]![0]!["streams"]![0]!["authentication"];
        var body = new JsonObject { ["purpose"] = "dataplane:default", ["ids"] = new JsonArray(IdOf(token)) };
        var revoked = await _plane.SendAsync(HttpMethod.Post, "/_revocations", body.ToJsonString(), "application/json");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(way, Is.EqualTo("token"));
            Assert.That(revoked.Status, Is.EqualTo(HttpStatusCode.OK), revoked.Text);
            Assert.That(await EndAsync(call), Is.EqualTo((StatusCode.Unauthenticated, "the token is revoked")));
            using var again = await OpenAsync("default.web-1", token);
            Assert.That(await EndAsync(again), Is.EqualTo((StatusCode.Unauthenticated, "the token is revoked")));
            Assert.That((string?)(await _plane.GetAsync("/_revocations")).Json["items"]![0]!["id"], Is.EqualTo(IdOf(token)));
            Assert.That(_plane.Plane.Log.Lines, Has.None.Contain(token.Split('.')[2]));
            Assert.That(
                (await _plane.GetAsync("/metrics")).Text, Does.Contain("traffictrace_xds_streams_refused_total{otel_scope_name=")
                    .And.Match("streams_refused_total\\{[^}]*reason=\"revoked\"\\} 1"));
        }
    }

    [Test]
    public async Task A_stream_is_let_in_by_its_own_token_alone_and_health_without()
    {
        var api = await TokenAsync("""{ "mesh": "default", "name": "api-1" }""");
        var tagged = await TokenAsync("""{ "mesh": "default", "tags": { "kuma.io/service": ["api"] } }""");
        using var none = await OpenAsync("default.web-1", null);
        using var another = await OpenAsync("default.web-1", api);
        using var other = await OpenAsync("default.web-1", $"Bearer {tagged}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await EndAsync(none)).Code, Is.EqualTo(StatusCode.Unauthenticated));
            Assert.That(
                await EndAsync(another), Is.EqualTo((StatusCode.PermissionDenied, "the token is for 'api-1', and the node is 'web-1'")));
            Assert.That((await EndAsync(other)).Code, Is.EqualTo(StatusCode.PermissionDenied));
            Assert.That(
                (await new Health.HealthClient(_channel).CheckAsync(new())).Status,
                Is.EqualTo(HealthCheckResponse.Types.ServingStatus.Serving));
        }
    }

    [Test]
    public async Task A_stream_ends_when_its_Dataplane_takes_tags_that_its_token_does_not_allow()
    {
        var token = await TokenAsync("""{ "mesh": "default", "tags": { "kuma.io/service": ["web"] } }""");
        using var call = await OpenAsync("default.web-1", token);
        Assert.That(await call.ResponseStream.MoveNext(), Is.True);
        _plane.Plane.Resources.Put([("web", Documents.Dataplane("web-1", "other", "127.0.0.1"))]);
        Assert.That((await EndAsync(call)).Code, Is.EqualTo(StatusCode.PermissionDenied));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task An_expired_token_ends_its_stream_at_once_or_when_it_connects_again(bool strict)
    {
        if (strict)
        {
            await DisposeAsync();
            await StartAsync(strict: true);
        }

        var token = await TokenAsync("""{ "mesh": "default", "validFor": "1h" }""");
        using var call = await OpenAsync("default.web-1", token);
        Assert.That(await call.ResponseStream.MoveNext(), Is.True);
        _plane.Plane.Time.Ahead += TimeSpan.FromMinutes(2); // it is looked at each minute
        await _plane.Plane.Log.SaysAsync("what default.web-1 has shown expires at");
        _plane.Plane.Time.Ahead += TimeSpan.FromHours(25);
        if (strict) Assert.That((await EndAsync(call)).Text, Does.StartWith("the token has expired"));
        else await _plane.Plane.Log.SaysAsync("what default.web-1 has shown expired at");
        using var again = await OpenAsync("default.web-1", token);
        Assert.That((await EndAsync(again)).Text, Does.StartWith("the token has expired"));
    }

    [Test]
    public async Task Keys_are_rotated_and_taken_away()
    {
        var old = await TokenAsync("""{ "mesh": "default" }""");
        var rotated = await _plane.SendAsync(HttpMethod.Post, "/_keys", """{"purpose":"dataplane:default"}""", "application/json");
        var fresh = await TokenAsync("""{ "mesh": "default" }""");
        using var byOld = await OpenAsync("default.web-1", old);
        Assert.That(await byOld.ResponseStream.MoveNext(), Is.True);
        var keys = (await _plane.GetAsync("/_keys")).Json["items"]!.AsArray();
        var removed = await _plane.DeleteAsync("/_keys?purpose=dataplane:default&serial=1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)rotated.Json["serial"], Is.EqualTo("2"));
            Assert.That(keys.Select(key => $"{key!["purpose"]} {key["serial"]} {key["signs"]}"),
                Is.EqualTo(new[] { "dataplane:default 1 false", "dataplane:default 2 true" }));
            Assert.That(keys.ToJsonString(), Does.Contain("BEGIN PUBLIC KEY").And.Not.Contain("PRIVATE"));
            Assert.That(removed.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((await EndAsync(byOld)).Code, Is.EqualTo(StatusCode.Unauthenticated));
            using var byFresh = await OpenAsync("default.web-1", fresh);
            Assert.That(await byFresh.ResponseStream.MoveNext(), Is.True);
        }
    }

    [Test]
    public async Task Keys_and_revocations_of_Kuma_are_taken_in_under_its_names_and_never_told()
    {
        using var rsa = RSA.Create(2048);
        const string Name = "/meshes/default/secrets/dataplane-token-signing-key-default-3";
        var first = await _plane.PutAsync(Name, Secret(Encoding.ASCII.GetBytes(rsa.ExportRSAPrivateKeyPem())));
        var same = await _plane.PutAsync(Name, Secret(rsa.ExportRSAPrivateKey()));
        using var other = RSA.Create(2048);
        var another = await _plane.PutAsync(Name, Secret(other.ExportRSAPrivateKey()));
        var list = "/meshes/default/secrets/dataplane-token-revocations-default";
        var revocations = await _plane.PutAsync(list, Secret("a, b"u8.ToArray()));
        var global = await _plane.PutAsync("/global-secrets/user-token-signing-key-7", Secret(rsa.ExportRSAPrivateKey()));
        var told = await _plane.GetAsync("/meshes/default/secrets");
        using (Assert.EnterMultipleScope())
        {
            HttpStatusCode[] statuses = [first.Status, same.Status, another.Status, revocations.Status, global.Status];
            Assert.That(statuses, Is.EqualTo(new[] { HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Conflict,
                HttpStatusCode.OK, HttpStatusCode.Created }));
            Assert.That((await _plane.GetAsync(Name)).Text, Does.Contain("signing-key-default-3").And.Not.Contain("data\":"));
            Assert.That(told.Json["items"]!.AsArray().Select(item => (string?)item!["name"]), Is.EqualTo(new[]
            {
                "dataplane-token-signing-key-default-3", "dataplane-token-revocations-default",
            }));
            Assert.That(Encoding.UTF8.GetString(PartOf(await TokenAsync("""{ "mesh": "default" }"""), 0)), Does.Contain("\"kid\":\"3\""));
            Assert.That((await _plane.GetAsync("/_revocations")).Json["total"]!.GetValue<int>(), Is.EqualTo(2));
            Assert.That(
                (await _plane.PutAsync("/meshes/default/secrets/other", Secret([1]))).Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That((await _plane.PutAsync(Name + "1", Secret([1]))).Status, Is.EqualTo(HttpStatusCode.BadRequest), "no key");
            Assert.That((await _plane.GetAsync("/_history")).Json["items"]!.AsArray(), Is.Empty);
        }
    }

    [TestCase("""{ "validFor": "1h" }""", "mesh")]
    [TestCase("""{ "mesh": "default", "validFor": "-1h" }""", "validFor")]
    [TestCase("""{ "mesh": "default", "validFor": "soon" }""", "validFor")]
    [TestCase("""{ "mesh": "default", "type": "ingress" }""", "type")]
    [TestCase("""{ "mesh": "default", "tags": { "a": [] } }""", "tags[")]
    [TestCase("""{ "mesh": "default", "tags": { "a": [""] } }""", "tags[")]
    public async Task What_is_asked_wrongly_is_refused_with_the_field(string body, string field)
    {
        var refused = await _plane.SendAsync(HttpMethod.Post, "/tokens/dataplane", body, "application/json");
        Assert.That((string?)refused.Json["invalid_parameters"]![0]!["field"], Does.StartWith(field), refused.Text);
    }

    private async Task StartAsync(bool strict)
    {
        _plane = await ApiPlane.StartAsync(
            [("api", Documents.Api()), ("web", Documents.Web()), ("mesh", Documents.Mesh())],
            options => options with { XdsAuth = [AuthenticationWay.Token], TokenExpiryStrict = strict });
        _channel = GrpcChannel.ForAddress($"http://{_plane.Plane.XdsAddress}");
    }

    private static string Secret(byte[] data) => new JsonObject { ["data"] = Convert.ToBase64String(data) }.ToJsonString();

    private async Task<string> TokenAsync(string body)
    {
        var answer = await _plane.SendAsync(HttpMethod.Post, "/tokens/dataplane", body, "application/json");
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), answer.Text);
        return answer.Text;
    }

    private static string IdOf(string token) => (string)JsonNode.Parse(PartOf(token, 1))!["jti"]!;

    private static byte[] PartOf(string token, int part) => System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[part]);

    private async Task<AdsCall> OpenAsync(string nodeId, string? authorization)
    {
        var headers = new Metadata();
        if (authorization is not null) headers.Add("authorization", authorization);
        var client = new AggregatedDiscoveryService.AggregatedDiscoveryServiceClient(_channel);
        var call = client.StreamAggregatedResources(headers, TestControlPlane.Deadline);
        await call.RequestStream.WriteAsync(new() { TypeUrl = TypeUrls.Cluster, Node = new() { Id = nodeId } });
        return call;
    }

    private static async Task<(StatusCode Code, string Text)> EndAsync(AdsCall call)
    {
        try
        {
            while (await call.ResponseStream.MoveNext())
            {
            }

            return (StatusCode.OK, "");
        }
        catch (RpcException end)
        {
            return (end.StatusCode, end.Status.Detail);
        }
    }
}
