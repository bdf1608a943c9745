using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Cli;

/// <summary>The command line over TLS, and what it says where that comes to nothing.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class HttpsTests : IDisposable
{
    private readonly TlsFolder _tls = new();

    public void Dispose() => _tls.Dispose();

    [Test]
    public async Task The_API_and_the_xDS_port_are_asked_with_the_authority_that_is_given()
    {
        await using var plane = await StartAsync();
        plane.Resources.Put(Documents.All);
        await plane.Reported;
        var get = await CommandRun.RunAsync("get", "dataplanes", "-o", "name", "--server", plane.Addresses[1], "--ca", _tls.CaFile);
        var dump = await CommandRun.RunAsync(
            "dump", "--node", "default.web-1", "--xds-address", plane.XdsAddress, "--ca", _tls.CaFile, "--type", "clusters");
        var health = await CommandRun.RunAsync("health", "--address", plane.XdsAddress, "--ca", _tls.CaFile);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(get.Output, Is.EqualTo("dataplane/api-1\ndataplane/web-1\n"), get.Error);
            Assert.That(dump.ExitCode, Is.Zero, dump.Error);
            Assert.That(health.Output, Is.EqualTo("SERVING\n"), health.Error);
        }
    }

    [Test]
    public async Task Why_there_is_no_secure_connection_is_said_with_what_to_do()
    {
        await using var plane = await StartAsync();
        var byName = plane.Addresses[1].Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        var other = await CommandRun.RunAsync("get", "meshes", "--server", plane.Addresses[1]);
        var name = await CommandRun.RunAsync("get", "meshes", "--server", byName, "--ca", _tls.CaFile);
        var plain = await CommandRun.RunAsync(
            "get", "meshes", "--server", plane.Addresses[1].Replace("https", "http", StringComparison.Ordinal));
        var none = await CommandRun.RunAsync("get", "meshes", "--ca", _tls.Files.Key);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(other.ExitCode, Is.EqualTo(3));
            Assert.That(other.Error, Does.Contain("who issued its certificate is not known here: give the file of its authority"));
            Assert.That(name.Error, Does.Contain("its certificate is for other names: call it by one of those"));
            Assert.That(plain.ExitCode, Is.EqualTo(3));
            Assert.That(none.ExitCode, Is.EqualTo(2));
            Assert.That(none.Error, Does.Contain("it holds no certificate"));
        }
    }

    private Task<TestControlPlane> StartAsync() => TestControlPlane.StartAsync(
        delta: false, change: options => options with { XdsTls = _tls.Files, ApiTls = _tls.Files });
}
