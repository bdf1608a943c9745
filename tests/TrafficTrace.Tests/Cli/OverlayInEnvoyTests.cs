using TrafficTrace.Tests.Golden;

namespace TrafficTrace.Tests.Cli;

/// <summary>Real Envoy's word on what is added to a bootstrap.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class OverlayInEnvoyTests
{
    [Test]
    public async Task Each_release_takes_the_plain_fragment([Values("127.0.0.1", "::1", "localhost")] string address)
    {
        var run = await CommandRun.OfAsync("generate", "overlay", "--for", "plain", "--xds-address", address);
        foreach (var envoy in EnvoyBinary.All())
            Assert.That(await EnvoyValidation.ValidateAsync("node: {id: web-1, cluster: web}\n" + run.Output, envoy), Does.EndWith("OK"));
    }
}
