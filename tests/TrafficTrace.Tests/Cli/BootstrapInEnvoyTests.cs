namespace TrafficTrace.Tests.Cli;

[Parallelizable(ParallelScope.All)]
internal sealed class BootstrapInEnvoyTests
{
    [Test]
    public async Task Envoy_accepts_every_shape_of_bootstrap(
        [Values("127.0.0.1", "::1", "localhost")] string address,
        [Values("GRPC", "DELTA_GRPC")] string apiType,
        [Values("true", "false")] string rtds)
    {
        var run = await CommandRun.OfAsync(
            "generate",
            "bootstrap",
            "--name",
            "web-1",
            "--service",
            "web \"ü\" \\",
            "--xds-address",
            address,
            "--api-type",
            apiType,
            "--rtds",
            rtds);
        Assert.That(await EnvoyValidation.ValidateAsync(run.Output), Does.EndWith("OK"));
    }
}
