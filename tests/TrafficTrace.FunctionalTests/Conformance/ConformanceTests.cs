using TrafficTrace.FunctionalTests.Conformance.Harness;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>Each rule's test has a server and an ADS stream of its own, in each variant.</summary>
[TestFixture(Variant.Sotw)]
[TestFixture(Variant.Delta)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
internal abstract class ConformanceTests(Variant variant)
{
    protected Variant Variant { get; } = variant;

    protected bool IsDelta => Variant == Variant.Delta;

    protected EngineHost Host { get; private set; } = null!;

    protected XdsClient Client { get; private set; } = null!;

    [SetUp]
    public async Task StartAsync()
    {
        Host = await EngineHost.StartAsync();
        Client = Host.Open(Variant);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await Client.DisposeAsync();
        await Host.DisposeAsync();
    }
}
