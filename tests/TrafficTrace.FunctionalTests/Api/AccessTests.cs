using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using Envoy.Service.Status.V3;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.IdentityModel.JsonWebTokens;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.FunctionalTests.ControlPlane;
using TrafficTrace.Storage;

namespace TrafficTrace.FunctionalTests.Api;

/// <summary>The API as it is reached from other machines: nobody is known but by a token.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class AccessTests
{
    private static readonly string Mesh = MeshOf("default");

    private readonly string _folder = Directory.CreateTempSubdirectory("traffictrace-").FullName;
    private ApiPlane _plane = null!;
    private string _admin = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var file = Path.Combine(_folder, "token");
        _plane = await ApiPlane.StartAsync(
            [("api", Documents.Api()), ("web", Documents.Web(", team: a")), ("mesh", Documents.Mesh())],
            options => options with { Bind = IPAddress.Any, AdminTokenFile = file });
        await _plane.Plane.Log.SaysAsync("holds one of an admin");
        _admin = (await File.ReadAllTextAsync(file)).Trim();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _plane.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public async Task The_first_admins_token_is_in_a_file_for_its_owner_alone()
    {
        var who = await GetAsync("/who-am-i", _admin);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)who.Json["name"], Is.EqualTo("first-admin"));
            Assert.That(
                File.GetUnixFileMode(Path.Combine(_folder, "token")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(_plane.Plane.Log.Lines, Has.None.Contain(_admin.Split('.')[2]));
        }
    }

    [TestCase("/meshes", HttpStatusCode.Unauthorized)]
    [TestCase("/config", HttpStatusCode.Unauthorized)]
    [TestCase("/who-am-i", HttpStatusCode.Unauthorized)]
    [TestCase("/_events", HttpStatusCode.Unauthorized)]
    [TestCase("/", HttpStatusCode.OK)]
    [TestCase("/ready", HttpStatusCode.OK)]
    [TestCase("/metrics", HttpStatusCode.OK)]
    [TestCase("/openapi/v1.json", HttpStatusCode.OK)]
    [TestCase("/nothing", HttpStatusCode.NotFound)]
    public async Task Without_a_token_nothing_is_told_that_is_worth_anything(string path, HttpStatusCode expected)
    {
        var answer = await _plane.GetAsync(path);
        Assert.That(answer.Status, Is.EqualTo(expected), answer.Text);
        if (expected == HttpStatusCode.Unauthorized) Assert.That(answer.Header("WWW-Authenticate"), Is.EqualTo("Bearer"));
    }

    [Test]
    public async Task Others_are_told_an_address_of_the_machine_where_it_listens_on_all()
    {
        var self = (await GetAsync("/_replicas", _admin)).Json["items"]!.AsArray().Single()!;
        var address = new Uri((string)self["address"]!);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(IPAddress.Parse(address.Host), Is.Not.EqualTo(IPAddress.Any));
            Assert.That(address.Port, Is.EqualTo(new Uri(_plane.Plane.Addresses[1]).Port));
            Assert.That((string?)self["state"], Is.EqualTo("Answers"));
        }
    }

    [Test]
    public async Task Without_a_token_nothing_is_written()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await _plane.PutAsync("/meshes/m9", Mesh)).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That((await _plane.DeleteAsync("/meshes/default")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That((await _plane.PostYamlAsync("/_apply", Mesh)).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That((await _plane.PostYamlAsync("/_preview", Mesh)).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        }
    }

    [Test]
    public async Task A_viewer_reads_and_previews_and_writes_nothing()
    {
        var viewer = await TokenAsync("mesh-system:viewer");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await GetAsync("/meshes", viewer)).Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((await PutAsync("/meshes/m9?dryRun=server", MeshOf("m9"), viewer)).Status, Is.EqualTo(HttpStatusCode.OK));
            var put = await PutAsync("/meshes/m9", MeshOf("m9"), viewer);
            Assert.That(put.Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(put.Text, Does.Contain("this needs mesh:m9:editor; somebody is in mesh-system:viewer"));
            Assert.That((await PostAsync("/_sources/_accept", "", viewer)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That((await PostAsync("/tokens/user", "{}", viewer)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        }
    }

    [Test]
    public async Task An_editor_writes_in_his_mesh_and_in_no_other_however_he_tries()
    {
        var editor = await TokenAsync("mesh:m1:editor");
        var both = $"[{MeshOf("m1")},{MeshOf("m2")}]";
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await PutAsync("/meshes/m1", MeshOf("m1"), editor)).Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That((await PutAsync("/meshes/m2", MeshOf("m2"), editor)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That((await PostAsync("/_apply", both, editor)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That((await PostAsync("/_apply?delete=Mesh/default", "", editor)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(
                (await PostAsync("/_freeze", $$"""{"mesh":"default","until":"{{Documents.InAnHour}}","reason":"x"}""", editor)).Status,
                Is.EqualTo(HttpStatusCode.Forbidden));
            var history = (await GetAsync("/_history?mesh=m1", editor)).Json["items"]!.AsArray();
            Assert.That((string?)history[0]!["who"], Is.EqualTo("somebody"));
        }
    }

    [Test]
    public async Task An_editor_of_another_mesh_can_not_undo()
    {
        await PutAsync("/meshes/m3", MeshOf("m3"), _admin);
        var position = (long)(await GetAsync("/_history?mesh=m3", _admin)).Json["items"]![0]!["position"]!;
        var undo = await PostAsync($"/_history/{position}/_undo", "", await TokenAsync("mesh:m1:editor"));
        Assert.That(undo.Status, Is.EqualTo(HttpStatusCode.Forbidden), undo.Text);
    }

    [Test]
    public async Task A_policy_editor_writes_policies_as_far_as_his_tags_go()
    {
        var editor = await TokenAsync("mesh:default:policy-editor", """{"team":["a"]}""");
        const string path = "/meshes/default/traffic-traces";
        var all = await PutAsync($"{path}/all", Policy("all", "kuma.io/service", "*"), editor);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(all.Text, Does.Contain("team=a"));
            Assert.That(all.Violations, Has.Some.Contain("has to be a").And.Some.Contain("select proxies that are not team=a: api-1"));
            Assert.That((await PutAsync("/meshes/default", Mesh, editor)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That((await PutAsync($"{path}/own", Policy("own", "team", "a"), editor)).Status, Is.EqualTo(HttpStatusCode.Created));
            var theirs = await PutAsync($"{path}/theirs", Policy("theirs", "team", "b"), _admin);
            Assert.That(theirs.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That((await SendAsync(HttpMethod.Delete, $"{path}/theirs", null, editor)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(
                (await PutAsync($"{path}/theirs", Policy("theirs", "team", "a"), editor)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That((await SendAsync(HttpMethod.Delete, $"{path}/own", null, editor)).Status, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [TestCase("""{"groups":["mesh-system:viewer"]}""", "name: cannot be empty")]
    [TestCase("""{"name":"x","groups":["mesh:m1:edit0r"]}""", "groups: \"mesh:m1:edit0r\" gives no right here")]
    [TestCase("""{"name":"file","groups":["mesh-system:viewer"]}""", "name: is what the history calls somebody else")]
    [TestCase("""{"name":"x"}""", "groups: has to name one")]
    [TestCase("""{"name":"x","groups":[null]}""", "groups: \"\" gives no right here")]
    [TestCase("""{"name":"x","groups":["mesh:m1:policy-editor"],"tags":{"a":[null]}}""", "tags[\"a\"]: has a value that is empty")]
    [TestCase("""{"name":"x","groups":["mesh-system:viewer"],"validFor":"-1h"}""", "validFor: has to be a duration")]
    [TestCase("""{"name":"x","groups":["mesh-system:viewer"],"validFor":"1000000h"}""", "validFor: has to be a duration")]
    [TestCase("""{"name":"x","groups":["mesh-system:viewer"],"tags":{"a":["b"]}}""", "tags: bound policy editors alone")]
    public async Task A_token_that_can_not_be_meant_is_not_made(string body, string violation)
    {
        var answer = await PostAsync("/tokens/user", body, _admin);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(answer.Violations, Has.One.StartsWith(violation));
    }

    [TestCase("[]")]
    [TestCase("{")]
    [TestCase("""{"name":{},"groups":3}""")]
    [TestCase("null")]
    public async Task A_body_that_is_no_request_is_refused(string body) =>
        Assert.That((await PostAsync("/tokens/user", body, _admin)).Status, Is.EqualTo(HttpStatusCode.BadRequest));

    [Test]
    public async Task A_store_on_disk_keeps_the_key_and_the_next_start_makes_no_admin()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "store")).FullName;
        var (file, token) = (Path.Combine(folder, "admin-token"), "");
        Func<ControlPlaneOptions, ControlPlaneOptions> onDisk = options => options with
        {
            Bind = IPAddress.Any,
            Store = StoreAddress.Parse($"sqlite:{folder}/store.db", out _)!,
        };
        await using (var first = await ApiPlane.StartAsync(change: onDisk))
        {
            await first.Plane.Log.SaysAsync("holds one of an admin");
            token = (await File.ReadAllTextAsync(file)).Trim();
        }

        File.Delete(file);
        await using var second = await ApiPlane.StartAsync(change: onDisk);
        await second.GetUntilStatusAsync("/meshes", HttpStatusCode.OK, Bearer(token));
        Assert.That(File.Exists(file), Is.False);
    }

    [Test]
    public async Task The_command_line_makes_a_token_and_shows_it()
    {
        var file = Path.Combine(_folder, "token");
        var made = await _plane.CommandAsync(
            "generate", "user-token", "--name", "jane", "--group", "mesh-system:viewer", "--valid-for", "1h", "--token-file", file);
        Assert.That(made.Error, Is.Empty);
        var shown = await _plane.CommandAsync("get", "meshes", "--token", made.Output.Trim());
        var denied = await _plane.CommandAsync("delete", "mesh", "default", "--token", made.Output.Trim());
        var stranger = await _plane.CommandAsync("get", "meshes");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((shown.ExitCode, denied.ExitCode, stranger.ExitCode), Is.EqualTo((0, 1, 1)));
            Assert.That(shown.Output, Does.Contain("default"));
            Assert.That(denied.Error, Does.Contain("this needs mesh:default:editor; jane is in mesh-system:viewer"));
            Assert.That(stranger.Error, Does.Contain("--token-file FILE"));
        }
    }

    [Test]
    [NonParallelizable] // what it scrapes is of all control planes of the process
    public async Task A_wrong_token_is_refused_where_none_would_be_needed_and_a_right_one_never_waits()
    {
        await using var plane = await ApiPlane.StartAsync();
        for (var i = 0; i < 20; i++)
            Assert.That((await plane.GetAsync("/meshes", Bearer("a.b.c"))).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        const string body = """{"name":"x","groups":["mesh-system:viewer"]}""";
        var token = await plane.SendAsync(HttpMethod.Post, "/tokens/user", body, "application/json");
        Assert.That((await plane.GetAsync("/meshes", Bearer(token.Text))).Status, Is.EqualTo(HttpStatusCode.OK));
        var metrics = await plane.GetAsync("/metrics");
        Assert.That(metrics.Text, Does.Match(@"(?m)^traffictrace_api_failed_attempts_total\{.*\} 20$"));
    }

    [Test]
    public async Task Behind_nginx_as_it_is_by_default_nobody_is_admin()
    {
        await using var plane = await ApiPlane.StartAsync();
        var authority = plane.Plane.Api.BaseAddress!.Authority;
        // What its proxy_pass http://127.0.0.1:PORT sends for a request that came from anywhere.
        var status = await StatusAsync(plane, $"GET /meshes HTTP/1.0\r\nHost: {authority}\r\nConnection: close\r\nAccept: */*\r\n\r\n");
        Assert.That(status, Is.EqualTo("401"));
    }

    [TestCase("X-Forwarded-For: 10.0.0.7")]
    [TestCase("Forwarded: for=10.0.0.7")]
    public async Task Nor_is_who_is_spoken_for(string header)
    {
        await using var plane = await ApiPlane.StartAsync();
        var status = await StatusAsync(plane, $"GET /meshes HTTP/1.1\r\nHost: localhost\r\n{header}\r\nConnection: close\r\n\r\n");
        Assert.That(status, Is.EqualTo("401"));
    }

    [Test]
    public async Task Nor_is_anybody_when_that_is_switched_off()
    {
        await using var plane = await ApiPlane.StartAsync(change: options => options with { ApiLocalAdmin = false });
        var answer = await plane.GetAsync("/meshes");
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(answer.Text, Does.Contain("--api-local-admin is off"));
    }

    [Test]
    public async Task Client_status_is_told_to_an_admin_alone_where_proxies_show_who_they_are()
    {
        await using var plane = await ApiPlane.StartAsync(change: options => options with { XdsAuth = [AuthenticationWay.Token] });
        const string body = """{"name":"x","groups":["mesh-system:viewer"]}""";
        var viewer = (await plane.SendAsync(HttpMethod.Post, "/tokens/user", body, "application/json")).Text;
        var admin = (await plane.SendAsync(
            HttpMethod.Post, "/tokens/user", body.Replace("viewer", "admin", StringComparison.Ordinal), "application/json")).Text;
        using var channel = GrpcChannel.ForAddress($"http://{plane.Plane.XdsAddress}");
        var csds = new ClientStatusDiscoveryService.ClientStatusDiscoveryServiceClient(channel);
        var wrong = await Assert.ThrowsAsync<RpcException>(() => AskAsync("a.b.c"));
        var denied = await Assert.ThrowsAsync<RpcException>(() => AskAsync(viewer));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(wrong.StatusCode, Is.EqualTo(StatusCode.Unauthenticated));
            Assert.That(denied.StatusCode, Is.EqualTo(StatusCode.PermissionDenied));
            Assert.That(denied.Status.Detail, Does.Contain("this needs mesh-system:admin"));
            Assert.That((await AskAsync(admin)).Config, Is.Empty);
        }

        async Task<ClientStatusResponse> AskAsync(string token) => await csds.FetchClientStatusAsync(
            new ClientStatusRequest(), new Metadata { { "authorization", $"Bearer {token}" } }, TestControlPlane.Deadline);
    }

    [Test]
    public async Task A_token_is_revoked_by_the_id_that_the_log_has()
    {
        await using var plane = await ApiPlane.StartAsync();
        const string body = """{"name":"jane","groups":["mesh-system:viewer"]}""";
        var token = (await plane.SendAsync(HttpMethod.Post, "/tokens/user", body, "application/json")).Text;
        var id = new JsonWebToken(token).Id;
        Assert.That(plane.Plane.Log.Lines, Has.Some.Contain($"has made token {id} for jane"));
        var revoked = await plane.CommandAsync("revoke", id, "--user");
        Assert.That(revoked.ExitCode, Is.Zero, revoked.Error);
        var answer = await plane.GetAsync("/meshes", Bearer(token));
        Assert.That((answer.Status, (string?)answer.Json["detail"]), Is.EqualTo((HttpStatusCode.Unauthorized, "the token is revoked")));
    }

    [Test]
    public async Task Who_follows_events_is_let_go_when_his_token_ends()
    {
        await using var plane = await ApiPlane.StartAsync();
        const string body = """{"name":"x","groups":["mesh-system:viewer"],"validFor":"1h"}""";
        var token = (await plane.SendAsync(HttpMethod.Post, "/tokens/user", body, "application/json")).Text;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/_events", UriKind.Relative));
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await plane.Plane.Api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        plane.Plane.Time.Ahead = TimeSpan.FromHours(2);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await answer.Content.ReadAsStringAsync(patience.Token);
        Assert.That((await plane.GetAsync("/_events", Bearer(token))).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Metrics_need_a_token_where_that_is_wanted()
    {
        await using var plane = await ApiPlane.StartAsync(change: options => options with { MetricsAuth = true, ApiLocalAdmin = false });
        Assert.That((await plane.GetAsync("/metrics")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    private static async Task<string> StatusAsync(ApiPlane plane, string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, plane.Plane.Api.BaseAddress!.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(socket.GetStream());
        return (await reader.ReadLineAsync())!.Split(' ')[1];
    }

    private static string MeshOf(string name) => $$"""{"type":"Mesh","name":"{{name}}"}""";

    private static (string Name, string Value) Bearer(string token) => ("Authorization", $"Bearer {token}");

    private static string Policy(string name, string tag, string value) => $$"""
        {
          "type": "TrafficTrace", "mesh": "default", "name": "{{name}}",
          "selectors": [{ "match": { "{{tag}}": "{{value}}" } }], "conf": { "backend": "zipkin" }
        }
        """;

    private async Task<string> TokenAsync(string group, string tags = "null")
    {
        var body = $$"""{"name":"somebody","groups":["{{group}}"],"validFor":"1h","tags":{{tags}}}""";
        var answer = await PostAsync("/tokens/user", body, _admin);
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), answer.Text);
        return answer.Text;
    }

    private Task<ApiResponse> GetAsync(string path, string token) => _plane.GetAsync(path, Bearer(token));

    private Task<ApiResponse> PutAsync(string path, string json, string token) => SendAsync(HttpMethod.Put, path, json, token);

    private Task<ApiResponse> PostAsync(string path, string json, string token) => SendAsync(HttpMethod.Post, path, json, token);

    private Task<ApiResponse> SendAsync(HttpMethod method, string path, string? json, string token) =>
        _plane.SendAsync(method, path, json, json is null ? null : "application/json", Bearer(token));
}
