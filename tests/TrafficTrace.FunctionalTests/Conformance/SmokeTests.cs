using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;

namespace TrafficTrace.FunctionalTests.Conformance;

internal sealed class SmokeTests(Variant variant) : ConformanceTests(variant)
{
    [Test]
    public async Task A_stream_gets_what_there_is_and_then_what_changes()
    {
        Host.Set(Make.Cluster("a"), Make.Cluster("b"));
        var first = await Client.FetchAsync(ResourceType.Cluster);
        Assert.That(first.Names, Is.EqualTo(new[] { "a", "b" }));
        await Client.ExpectQuietAsync();

        Host.Set(Make.Cluster("a"), Make.Cluster("b", 2));
        var second = await Client.AcceptAsync(ResourceType.Cluster);

        Assert.That(second.Names, Is.EqualTo(IsDelta ? new[] { "b" } : ["a", "b"]));
        await Client.ExpectQuietAsync();
        await Client.ExpectNothingMoreAsync();
    }
}
