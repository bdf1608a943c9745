using TrafficTrace.ControlPlane.Sources.Files;
using TrafficTrace.ControlPlane.Sources.Secrets;
using TrafficTrace.Tests.Files;

namespace TrafficTrace.Tests.Secrets;

/// <summary>A real folder, looked at when the test says so, at a time that the test says.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SecretFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WatchedDisk _disk = new();
    private readonly SecretFolder _secrets;
    private DateTimeOffset _now = DateTimeOffset.UtcNow;

    public SecretFolderTests() => _secrets = new(_folder.Path, _disk);

    public void Dispose()
    {
        _disk.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Each_file_in_the_folder_of_a_mesh_is_a_secret_of_it()
    {
        Write("default/token", "value-1\n");
        Write("default/key.1-b", "value-22");
        Write("other/token", "three");
        AssertSecrets("default/key.1-b=value-22", "default/token=value-1", "other/token=three");
        Assert.That(Problems(), Is.Empty);
    }

    [Test]
    public void What_changes_comes_what_is_deleted_goes()
    {
        Write("default/token", "value-1");
        Write("default/other", "x");
        Settle();
        Write("default/token", "value-22");
        File.Delete(_folder["default/other"]);
        AssertSecrets("default/token=value-22");

        Directory.Delete(_folder["default"], recursive: true);
        AssertSecrets();
    }

    [TestCase("")]
    [TestCase("line\nline")]
    public void A_bad_file_keeps_its_last_good_value_and_says_so_without_showing_it(string bad)
    {
        Write("default/token", "value-1");
        Settle();
        Write("default/token", bad);
        AssertSecrets("default/token=value-1");
        Assert.That(
            Problems().Single(),
            Does.StartWith($"{_folder["default/token"]}: ").And.Contain("stays in force").And.Not.Contain("line\n")
                .And.Not.Contain("value-1"));

        Write("default/token", "value-22");
        AssertSecrets("default/token=value-22");
        Assert.That(Problems(), Is.Empty);
    }

    [Test]
    public void A_new_bad_file_is_no_secret()
    {
        Write("default/token", "");
        AssertSecrets();
        Assert.That(Problems().Single(), Does.EndWith("is empty; there is no such secret"));
    }

    [Test]
    public void A_file_that_is_too_long_is_not_read()
    {
        Write("default/token", new string('x', SecretText.MaxLength + 100));
        AssertSecrets();
        Assert.That(Problems().Single(), Does.Contain("is longer than 64 KiB"));
        Assert.That(_disk.Reads, Is.Empty);
    }

    [Test]
    public void What_lies_elsewhere_or_is_called_otherwise_is_told()
    {
        Write("stray", "x");
        Write("default/Token", "x");
        Write("default/.hidden", "x");
        Directory.CreateDirectory(_folder["default/folder"]);
        AssertSecrets();
        Assert.That(Problems(), Has.Length.EqualTo(3).And.All.Contain("is not read: "));
    }

    [Test]
    public void A_link_within_the_folder_is_followed_and_one_out_of_it_is_not()
    {
        Write("default/..v1/token", "value-1");
        Directory.CreateSymbolicLink(_folder["default/..data"], "..v1");
        File.CreateSymbolicLink(_folder["default/token"], "..data/token");
        File.CreateSymbolicLink(_folder["default/passwd"], "/etc/passwd");
        Directory.CreateSymbolicLink(_folder["default/..out"], "/etc");
        File.CreateSymbolicLink(_folder["default/hosts"], "..out/hosts");
        Directory.CreateSymbolicLink(_folder["outside"], "/etc");
        File.CreateSymbolicLink(_folder["default/nowhere"], "nothing");
        AssertSecrets("default/token=value-1");
        Assert.That(Problems(), Has.Some.Contain($"{_folder["default/passwd"]}: cannot be read (a link leads out"));
        Assert.That(Problems(), Has.Some.Contain($"{_folder["default/hosts"]}: cannot be read (a link leads out"));
        Assert.That(_disk.Reads, Is.EqualTo(["token"]));
    }

    [Test]
    public void Links_in_a_circle_are_an_error_and_no_more()
    {
        Directory.CreateDirectory(_folder["default"]);
        File.CreateSymbolicLink(_folder["default/a"], "b");
        File.CreateSymbolicLink(_folder["default/b"], "a");
        Write("default/token", "value-1");
        AssertSecrets("default/token=value-1");
        Assert.That(Problems(), Has.Length.EqualTo(2));
    }

    [Test]
    public void A_volume_of_Kubernetes_is_swapped_in_one_step()
    {
        Write("default/..v1/token", "value-1");
        Write("default/..v2/token", "value-22");
        _folder.Swap("..v1", "default");
        File.CreateSymbolicLink(_folder["default/token"], "..data/token");
        AssertSecrets("default/token=value-1");

        _folder.Swap("..v2", "default");
        AssertSecrets("default/token=value-22");
    }

    [Test]
    public void A_folder_that_cannot_be_looked_into_keeps_what_it_had()
    {
        Write("default/token", "value-1");
        Write("other/token", "value-22");
        Settle();
        _disk.Refused.Add(_folder["default"]);
        AssertSecrets("default/token=value-1", "other/token=value-22");
        Assert.That(Problems().Single(), Does.Contain("cannot be looked into"));

        Directory.Move(_folder.Path, _folder.Aside);
        AssertSecrets("default/token=value-1", "other/token=value-22");
    }

    [Test]
    public void A_file_that_is_being_written_is_not_read()
    {
        Write("default/token", "value-1");
        Settle();
        Write("default/token", "tw");
        _secrets.Look(_now);
        Write("default/token", "value-22");
        _now += FileRest.Quiet / 2;
        var wait = _secrets.Look(_now);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(wait, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(FileRest.Quiet));
            Assert.That(Secrets(), Is.EqualTo(["default/token=value-1"]));
        }
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllText(_folder[name], text);
    }

    private void AssertSecrets(params string[] expected)
    {
        Settle();
        Assert.That(Secrets(), Is.EqualTo(expected));
    }

    /// <summary>Looks and lets time pass, until all is at rest.</summary>
    private void Settle()
    {
        for (var looks = 0; _secrets.Look(_now) is { } wait; looks++)
        {
            Assert.That(looks, Is.LessThan(5), "a file never comes to rest");
            _now += wait;
        }
    }

    private string[] Secrets() => [.. _secrets.State.All.Select(secret => $"{secret.Name}={secret.Value.Reveal()}")];

    private string[] Problems() => [.. _secrets.State.Problems.Select(problem => problem.ToString())];
}
