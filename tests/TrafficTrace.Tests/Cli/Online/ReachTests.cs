using System.Net;
using System.Net.Sockets;

namespace TrafficTrace.Tests.Cli.Online;

/// <summary>Which control plane is asked, and what is told when none answers.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ReachTests
{
    private const string Root = """{"product": "TrafficTrace", "version": "9.9.9"}""";

    [Test]
    public async Task Version_tells_both_sides()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("GET /", Root);
        var run = await api.RunAsync("version");
        Assert.That(run.Output, Does.Match($@"\AClient: TrafficTrace \d\S*\nServer: TrafficTrace 9\.9\.9 at {api.Address}\n\z"), run.Error);
    }

    [Test]
    public async Task The_option_counts_before_the_variable_and_that_before_the_configuration()
    {
        await using var api = await FakeApi.StartAsync();
        api.On("GET /", Root);
        var authority = api.Address["http://".Length..];
        using var home = new ConfigHome();
        await home.RunAsync("config", "add", "here", "--address", authority);
        var byConfig = await home.RunAsync("version");
        var byVariable = await home.RunAsync(api.Address, ["version"]);
        var wrongVariable = await home.RunAsync("http://127.0.0.1:1", ["version"]);
        var byOption = await home.RunAsync("http://127.0.0.1:1", ["version", "--server", api.Address]);
        Assert.That(
            new[] { byConfig, byVariable, wrongVariable, byOption }.Select(run => run.ExitCode), Is.EqualTo([0, 0, 3, 0]), byConfig.Error);
    }

    [Test]
    public async Task No_control_plane_is_exit_code_3()
    {
        using var deaf = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        deaf.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // the port is nobody else's, and it does not listen
        var address = $"http://{deaf.LocalEndPoint}";
        var run = await CommandRun.OfAsync("get", "meshes", "--server", address);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(3));
            Assert.That(run.Error, Does.StartWith($"The control plane at {address} cannot be reached: ").And.Contain("--server"));
        }
    }

    [Test]
    public async Task The_xDS_port_is_told_from_the_API()
    {
        await using var plane = await FakeControlPlane.StartAsync(new ScriptedDiscovery());
        var run = await CommandRun.OfAsync("get", "meshes", "--server", plane.Address);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(3));
            Assert.That(run.Error, Does.Contain("answers as the control plane's xDS port does").And.Contain("http://127.0.0.1:5681"));
        }
    }

    [TestCase("<html>hello</html>", 200, 3, "does not answer as the API of a control plane does")]
    [TestCase("{\"a\": 1, \"a\": 2}", 200, 3, "does not answer as the API of a control plane does")]
    [TestCase("no upstream", 502, 3, "The control plane can't do it (502): Bad Gateway: no upstream")]
    [TestCase("{\"title\": \"Not ready\"}", 503, 3, "The control plane can't do it (503): Not ready")]
    [TestCase("404: Not Found", 404, 1, "is not known there: the control plane is of another version")]
    [TestCase("[]", 403, 1, "Refused: status 403")]
    public async Task An_odd_answer_is_told_in_a_sentence(string body, int status, int exitCode, string told)
    {
        await using var api = await FakeApi.StartAsync();
        api.On("GET /", body, status);
        var run = await api.RunAsync("version");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(exitCode));
            Assert.That(run.Error, Does.Contain(told).And.Not.Contain("   at "));
        }
    }

    [TestCase("ftp://x")]
    [TestCase("http://user:secret@x")]
    [TestCase("http://x/?a=b")]
    [TestCase("")]
    public async Task What_is_no_address_is_told_with_its_source(string address)
    {
        var option = await CommandRun.OfAsync("version", "--server", address);
        using var home = new ConfigHome();
        var variable = await home.RunAsync(address.Length == 0 ? "x y" : address, ["version"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((option.ExitCode, variable.ExitCode), Is.EqualTo((2, 2)));
            Assert.That(option.Error, Does.StartWith("--server "));
            Assert.That(variable.Error, Does.StartWith("TRAFFICTRACE_SERVER "));
        }
    }
}
