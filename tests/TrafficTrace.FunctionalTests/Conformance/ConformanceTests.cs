using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>Each test has a server and an ADS stream of its own. Tests are named by the rule that they hold.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
internal abstract class ConformanceTests(Variant variant)
{
    protected Variant Variant { get; } = variant;

    protected bool IsDelta => Variant == Variant.Delta;

    /// <summary>Types for rules that hold for each; runtime is left out, since it serves as probe.</summary>
    protected static IEnumerable<ResourceType> Types =>
        [ResourceType.Cluster, ResourceType.Endpoints, ResourceType.Listener, ResourceType.Route, ResourceType.Secret];

    /// <summary>The types that have a service of their own.</summary>
    protected static IEnumerable<ResourceType> OwnServices =>
        [ResourceType.Cluster, ResourceType.Endpoints, ResourceType.Listener, ResourceType.Route, ResourceType.Runtime];

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
        if (Client is not null) await Client.DisposeAsync();
        if (Host is not null) await Host.DisposeAsync();
    }
}
