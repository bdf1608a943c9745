using System.Runtime.Versioning;

namespace TrafficTrace.Tests.Cli.Online;

[Parallelizable(ParallelScope.All)]
internal sealed class ConfigTests
{
    [Test]
    public async Task Control_planes_are_remembered_and_one_of_them_is_in_use()
    {
        using var home = new ConfigHome();
        await home.RunAsync("config", "add", "prod", "--address", "https://cp.example:5681");
        await home.RunAsync("config", "add", "local", "--address", "127.0.0.1:5681");
        await home.RunAsync("config", "use", "local");
        var list = await home.RunAsync("config", "list");
        var view = await home.RunAsync("config", "view");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(list.Output, Is.EqualTo("""
                ACTIVE   NAME    ADDRESS
                *        local   127.0.0.1:5681
                         prod    https://cp.example:5681

                """));
            Assert.That(view.Output, Is.EqualTo(await File.ReadAllTextAsync(home.File)).And.StartWith("current: local\n"));
            Assert.That(view.Error, Is.EqualTo(home.File + "\n"));
        }
    }

    [Test]
    public async Task The_first_one_is_in_use_at_once_and_an_address_can_change()
    {
        using var home = new ConfigHome();
        await home.RunAsync("config", "add", "a", "--address", "x:1");
        await home.RunAsync("config", "add", "a", "--address", "x:2");
        await home.RunAsync("config", "add", "b", "--address", "x:3", "--use");
        Assert.That((await home.RunAsync("config", "list")).Output, Does.Contain("         a      x:2\n*        b      x:3"));
    }

    [Test]
    [Platform(Exclude = "Win")]
    [UnsupportedOSPlatform("windows")]
    public async Task The_file_is_its_owners_alone()
    {
        using var home = new ConfigHome();
        await home.RunAsync("config", "add", "a", "--address", "x:1");
        Assert.That(File.GetUnixFileMode(home.File), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [TestCase("servers: [", "config:")]
    [TestCase("- a", "has to have the fields current and servers")]
    [TestCase("servers: x", "servers: has to be a list")]
    [TestCase("servers: [{name: a}]", "servers[0]: has to have a name and an address")]
    [TestCase("current: b\nservers: [{name: a, address: 'x:1'}]", "there is no server \"b\"")]
    public async Task A_broken_file_is_told_with_its_path(string text, string told)
    {
        using var home = new ConfigHome();
        Directory.CreateDirectory(Path.GetDirectoryName(home.File)!);
        await File.WriteAllTextAsync(home.File, text);
        var run = await home.RunAsync("version");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(2));
            Assert.That(run.Error, Does.StartWith(home.File).And.Contain(told));
        }
    }

    [TestCase("config use prd", "There is no control plane \"prd\" in the configuration; did you mean prod?")]
    [TestCase("config add x --address ftp://x", "--address \"ftp://x\": it must be the URL of the API")]
    public async Task What_cannot_be_is_wrong_use(string line, string told)
    {
        using var home = new ConfigHome();
        await home.RunAsync("config", "add", "prod", "--address", "x:1");
        var run = await home.RunAsync(line.Split(' '));
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.StartWith(told));
    }

    [Test]
    public async Task A_control_plane_has_a_name([Values("", " ")] string name)
    {
        using var home = new ConfigHome();
        var run = await home.RunAsync("config", "add", name, "--address", "x:1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(2));
            Assert.That(run.Error, Does.StartWith("NAME is empty: give the control plane a name."));
            Assert.That(home.File, Does.Not.Exist);
        }
    }
}
