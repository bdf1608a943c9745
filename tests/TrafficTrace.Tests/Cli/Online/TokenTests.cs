namespace TrafficTrace.Tests.Cli.Online;

/// <summary>Which token is shown, and to whom.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class TokenTests : IDisposable
{
    private const string Root = """{"product": "TrafficTrace", "version": "9.9.9"}""";

    private readonly ConfigHome _home = new();
    private readonly string _file = Path.GetTempFileName();

    public TokenTests() => File.WriteAllText(_file, "of.a.file\n");

    [TestCase("--token of.an.option", "of.a.variable", "Bearer of.an.option")]
    [TestCase("--token-file FILE", "of.a.variable", "Bearer of.a.file")]
    [TestCase("", "of.a.variable", "Bearer of.a.variable")]
    [TestCase("", null, "")]
    public async Task The_option_counts_before_the_variable(string options, string? variable, string shown)
    {
        await using var api = await FakeApi.StartAsync();
        api.On("GET /", Root);
        var typed = options.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word == "FILE" ? _file : word);
        var run = await RunAsync(variable, ["version", "--server", api.Address, .. typed]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(api.Asked.Single().Authorization, Is.EqualTo(shown));
    }

    [Test]
    public async Task The_token_of_the_configuration_goes_to_its_control_plane_alone()
    {
        await using var own = await FakeApi.StartAsync();
        await using var other = await FakeApi.StartAsync();
        foreach (var api in new[] { own, other }) api.On("GET /", Root);
        await _home.RunAsync("config", "add", "own", "--address", own.Address, "--token-file", _file);
        await _home.RunAsync("version");
        await _home.RunAsync("version", "--server", other.Address);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(own.Asked.Single().Authorization, Is.EqualTo("Bearer of.a.file"));
            Assert.That(other.Asked.Single().Authorization, Is.Empty);
            Assert.That(await File.ReadAllTextAsync(_home.File), Does.Contain($"tokenFile: {_file}").And.Not.Contain("of.a.file"));
        }
    }

    [TestCase("--server http://192.0.2.1:1 --token a.b.c", "The token is not sent to http://192.0.2.1:1")]
    [TestCase("--token a.b.c --token-file x", "either --token or --token-file")]
    [TestCase("--token-file /nowhere/x", "The token can't be read from /nowhere/x (--token-file)")]
    [TestCase("--token a\u001bb", "is no token")]
    [TestCase("--token Größe", "is no token")]
    public async Task What_can_not_be_shown_is_told_and_nobody_asked(string options, string told)
    {
        var run = await RunAsync(null, ["version", .. options.Split(' ')]);
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain(told));
    }

    [Test]
    public async Task Who_is_not_known_is_told_how_to_say_who_he_is()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("GET /", """{"title": "Unauthenticated", "detail": "the token is expired"}""", 401);
        var run = await RunAsync(null, ["version", "--server", api.Address]);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("Refused: Unauthenticated: the token is expired").And.Contain("--token-file FILE"));
    }

    [Test]
    public async Task Generate_user_token_asks_for_one_and_prints_it()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("POST /tokens/user", "a.b.c");
        var run = await RunAsync(
            null,
            [
                "generate", "user-token", "--server", api.Address, "--name", "jane", "--group", "mesh:m1:policy-editor", "--group",
                "mesh-system:viewer", "--tag", "team=a,b", "--tag", "zone=z", "--valid-for", "8h",
            ]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Output, Is.EqualTo("a.b.c\n"), run.Error);
            Assert.That(api.Written.Body, Does.StartWith("""{"name":"jane","groups":["mesh:m1:policy-editor","mesh-system:viewer"],"""));
            Assert.That(api.Written.Body, Does.EndWith("""
                "validFor":"8h","tags":{"team":["a","b"],"zone":["z"]}}
                """));
        }
    }

    public void Dispose()
    {
        _home.Dispose();
        File.Delete(_file);
    }

    private static Task<CommandRun> RunAsync(string? variable, string[] args) => CommandRun.OnAsync(
        terminal => terminal with { Variable = name => name == "TRAFFICTRACE_TOKEN" ? variable : terminal.Variable(name) }, "", args);
}
