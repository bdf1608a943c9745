namespace TrafficTrace.Tests.Cli;

/// <summary>What somebody who types a command for the first time is told.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class CommandLineTests
{
    private static readonly string[] Commands =
    [
        "generate bootstrap", "dump", "health", "translate", "validate", "apply", "get", "delete", "diff", "explain", "status", "history",
        "override", "freeze", "unfreeze", "sources", "convert", "install tracing", "inspect dataplanes",
    ];

    [TestCase("dump --node a.b --port 3", "there is no option --port.")]
    [TestCase("generate bootstrap --name x --port=3", "there is no option --port; did you mean --xds-port or --admin-port?")]
    [TestCase("dump --node a.b --xds-adress x", "there is no option --xds-adress; did you mean --xds-address?")]
    [TestCase("health --xds-address x", "there is no option --xds-address; did you mean --address?")]
    [TestCase("validate -f - mesh.yaml", "\"mesh.yaml\" belongs to no option.")]
    [TestCase("dmup --node a.b", "there is no command \"dmup\"; did you mean dump?")]
    [TestCase("--verison", "there is no option --verison; did you mean --version?")]
    public async Task A_slip_is_one_line_with_what_may_have_been_meant_and_where_to_look(string line, string told)
    {
        var run = await CommandRun.OfAsync(line.Split(' '));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(2));
            Assert.That(run.Error, Does.Match($@"\A{System.Text.RegularExpressions.Regex.Escape(told)}\nSee: traffictrace .*--help\n\z"));
        }
    }

    [TestCase("generate bootstrap --name x --xds-port {0}")]
    [TestCase("generate bootstrap --name x --admin-port {0}")]
    [TestCase("generate bootstrap --name x --api-type {0}")]
    [TestCase("generate bootstrap --name x --mesh {0}")]
    [TestCase("generate bootstrap --name {0}")]
    [TestCase("generate bootstrap --name x --xds-address {0}")]
    [TestCase("dump --node {0}")]
    [TestCase("dump --node a.b --type {0}")]
    [TestCase("dump --node a.b --output {0}")]
    [TestCase("dump --node a.b --timeout {0}")]
    [TestCase("dump --node a.b --xds-address {0}")]
    [TestCase("health --address {0}")]
    [TestCase("translate -f - --node a.b --sampling {0}")]
    [TestCase("translate -f - --node a.b --type {0}")]
    [TestCase("validate -f {0}")]
    [TestCase("apply -f {0} --wait")]
    [TestCase("apply -f - --dry-run {0}")]
    [TestCase("apply -f - --wait --timeout {0}")]
    [TestCase("apply -f - --output {0}")]
    [TestCase("get meshes --server {0}")]
    [TestCase("get meshes --size {0}")]
    [TestCase("get meshes --mesh {0}")]
    [TestCase("history --before {0}")]
    [TestCase("override -m a --off --for {0} --reason x")]
    [TestCase("override -m a --sampling {0} --for 1h --reason x")]
    [TestCase("convert -f - --to {0}")]
    [TestCase("install tracing --namespace {0}")]
    public async Task A_value_that_is_none_is_quoted_under_its_option(string line)
    {
        var run = await CommandRun.OfAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, line, "/%").Split(' '));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(2));
            Assert.That(run.Error, Does.Match(@"\A--[a-z-]+ ""/%"": .*\.\n"));
        }
    }

    [TestCase("get foo")]
    [TestCase("status foo x")]
    [TestCase("history foo")]
    [TestCase("explain mesh x")]
    public async Task A_kind_that_is_not_known_is_told_with_those_that_are(string line)
    {
        var run = await CommandRun.OfAsync(line.Split(' '));
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Match(@"(?m)^KIND ""\w+"" is not known: it is one of [a-z, -]*\.$").And.Not.Contain("   at "));
    }

    [TestCase("status mesh", "NAME is missing.")]
    [TestCase("status mesh x -f -", "Give either KIND and NAME, or --file.")]
    [TestCase("get mesh x --size 1", "--size and --offset are for lists: leave out the name, or these.")]
    [TestCase("get", "Required argument 'KIND' missing for command: 'get'.")]
    public async Task Words_that_do_not_fit_together_are_wrong_use(string line, string told)
    {
        var run = await CommandRun.OfAsync(line.Split(' '));
        Assert.That((run.ExitCode, run.Error.Split('\n')[0]), Is.EqualTo((2, told)));
    }

    [TestCase("translate -f - --node a.b --sampling listener --type runtime")]
    [TestCase("dump --node a.b --rtds false --type runtime")]
    public async Task A_runtime_that_there_would_not_be_is_not_shown(string line)
    {
        var run = await CommandRun.OfAsync(line.Split(' '));
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.StartWith("--type runtime is there with --"));
    }

    [Test]
    public async Task Help_calls_each_value_by_what_it_is([ValueSource(nameof(Commands))] string command)
    {
        var run = await CommandRun.OfAsync([.. command.Split(' '), "--help"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero);
            Assert.That(run.Output, Does.Not.Match(@"--([a-z-]+) <\1>").And.Not.Match(@"<[A-Z]+[a-z]").And.Not.Contain("00:00"));
        }
    }

    [Test]
    public async Task Help_tells_a_default_as_it_is_typed()
    {
        Assert.That((await CommandRun.OfAsync("dump", "--help")).Output, Does.Contain("[default: 5s]").And.Contain("[default: yaml]"));
    }

    [Test]
    public async Task The_words_of_an_option_are_taken_in_any_case()
    {
        Assert.That(
            (await CommandRun.OfAsync("generate", "bootstrap", "--name", "x", "--api-type", "delta_grpc")).Output,
            Does.Contain("api_type: DELTA_GRPC"));
    }
}
