namespace TrafficTrace.Tests.Cli.Online;

/// <summary>Tokens of proxies, the keys that sign them, and the end of both.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class KeysTests
{
    private const string Secrets = """
        type: Secret
        mesh: demo
        name: dataplane-token-signing-key-demo-1
        data: AQID
        ---
        type: GlobalSecret
        name: user-token-revocations
        data: YQ==
        ---
        type: Secret
        mesh: demo
        name: ca-builtin-key
        data: AQID
        """;

    [Test]
    public async Task A_dataplane_token_is_asked_for_with_all_that_constrains_it()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("POST /tokens/dataplane", "a.b.c");
        var run = await api.RunAsync(
            "generate", "dataplane-token", "--name", "web-1", "--mesh", "demo", "--tag", "kuma.io/service=web,api", "--valid-for", "24h");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Output, Is.EqualTo("a.b.c"), run.Error);
            Assert.That(api.Written.Body, Is.EqualTo(
                """{"mesh":"demo","name":"web-1","type":"dataplane","tags":{"kuma.io/service":["web","api"]},"validFor":"24h"}"""));
        }
    }

    [Test]
    public async Task Keys_are_listed_made_and_deleted()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("GET /_keys", """
            {"items": [{"purpose": "dataplane:demo", "serial": "2", "madeAt": "2026-01-01T00:00:00Z", "signs": true, "publicKey": "-"}]}
            """);
        api.On("POST /_keys", """{"purpose": "user", "serial": "3"}""");
        api.On("DELETE /_keys?purpose=dataplane%3Ademo&serial=1", "");
        var (list, rotate) = (await api.RunAsync("keys", "list"), await api.RunAsync("keys", "rotate", "--user"));
        var delete = await api.RunAsync("keys", "delete", "1", "--mesh", "demo");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(list.Output, Does.Match("dataplane:demo   2        yes "), list.Error);
            Assert.That(rotate.Output, Is.EqualTo("made key 3 for user\n"), rotate.Error);
            Assert.That(delete.Output, Is.EqualTo("deleted key 1 of dataplane:demo\n"), delete.Error);
            Assert.That((await api.RunAsync("keys", "rotate")).Error, Does.Contain("Give --mesh MESH, --user or --replicas."));
        }
    }

    [Test]
    public async Task Keys_of_the_control_planes_themselves_are_made_and_deleted()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("POST /_keys", """{"purpose": "replicas", "serial": "2"}""");
        api.On("DELETE /_keys?purpose=replicas&serial=1", "");
        var rotate = await api.RunAsync("keys", "rotate", "--replicas");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rotate.Output, Is.EqualTo("made key 2 for replicas\n"), rotate.Error);
            Assert.That(api.Written.Body, Is.EqualTo("""{"purpose":"replicas"}"""));
            var delete = await api.RunAsync("keys", "delete", "1", "--replicas");
            Assert.That(delete.Output, Is.EqualTo("deleted key 1 of replicas\n"), delete.Error);
            Assert.That(
                (await api.RunAsync("keys", "rotate", "--replicas", "--user")).Error,
                Does.Contain("Give --mesh MESH, --user or --replicas."));
            Assert.That((await api.RunAsync("revoke", "a", "--replicas")).ExitCode, Is.Not.Zero);
        }
    }

    [Test]
    public async Task Tokens_are_revoked_by_their_ids()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("POST /_revocations", "");
        var run = await api.RunAsync("revoke", "a", "b", "--mesh", "demo");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Output, Is.EqualTo("revoked: 2\n"), run.Error);
            Assert.That(api.Written.Body, Is.EqualTo("""{"purpose":"dataplane:demo","ids":["a","b"]}"""));
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Keys_of_Kuma_among_documents_are_taken_in_and_other_secrets_are_skipped(bool amongOthers)
    {
        await using var api = await FakeApi.StartAsync();
        api.On("POST /_apply", """{"revision": "x-2", "changes": [{"kind": "Mesh", "name": "demo", "action": "created"}]}""");
        api.On("PUT /meshes/demo/secrets/dataplane-token-signing-key-demo-1", "", status: 201);
        api.On("PUT /global-secrets/user-token-revocations", "");
        var mesh = amongOthers ? "type: Mesh\nname: demo\n---\n" : "";
        var run = await api.RunAsync(mesh + Secrets, ["apply", "-f", "-"]);
        string[] taken =
            ["took in Secret \"dataplane-token-signing-key-demo-1\"", "took in GlobalSecret \"user-token-revocations\"", ""];
        string[] expected = amongOthers ? ["created Mesh \"demo\"", .. taken] : taken;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Output, Is.EqualTo(string.Join('\n', expected)), run.Error);
            Assert.That(run.Error, amongOthers ? Does.Contain("skipped: Secret, 1 in all") : Is.Empty);
            Assert.That((await api.RunAsync(mesh + Secrets, ["apply", "-f", "-", "--dry-run=server"])).Error, Does.Contain("left out"));
            Assert.That(api.Asked.Count(request => request.Method == "PUT"), Is.EqualTo(2), "a preview sends none");
        }
    }
}
