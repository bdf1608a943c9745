using Grpc.Health.V1;

namespace TrafficTrace.Tests.Cli;

internal sealed class HealthTests
{
    [TestCase(HealthCheckResponse.Types.ServingStatus.Serving, 0)]
    [TestCase(HealthCheckResponse.Types.ServingStatus.NotServing, 1)]
    public async Task The_exit_code_is_the_servers_health(HealthCheckResponse.Types.ServingStatus status, int exitCode)
    {
        await using var server = await FakeControlPlane.StartAsync(new ScriptedDiscovery(), new ScriptedHealth { Status = status });
        var run = await CommandRun.OfAsync("health", "--address", server.Address);
        Assert.That(run.ExitCode, Is.EqualTo(exitCode), run.Error);
    }

    [Test]
    public async Task No_server_is_not_healthy()
    {
        string address;
        await using (var server = await FakeControlPlane.StartAsync(new ScriptedDiscovery()))
            address = server.Address;
        var run = await CommandRun.OfAsync("health", "--address", address);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Error, Does.StartWith($"No health answer from {address}: "));
        }
    }
}
