using Envoy.Config.Core.V3;
using Google.Protobuf.WellKnownTypes;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.Tests.Fleet;

internal sealed class NodeMetadataTests
{
    [TestCase("""{"traffictrace":{"drainTimeSeconds":30}}""", 30)]
    [TestCase("""{"traffictrace":{"drainTimeSeconds":0}}""", 0)]
    [TestCase("""{"traffictrace":{"drainTimeSeconds":-1}}""", 600)]
    [TestCase("""{"traffictrace":{"drainTimeSeconds":1e300}}""", 600)]
    [TestCase("""{"traffictrace":{"drainTimeSeconds":"NaN"}}""", 600)]
    [TestCase("""{"traffictrace":7}""", 600)]
    [TestCase("""{"other":{"drainTimeSeconds":30}}""", 600)]
    [TestCase("{}", 600)]
    public void The_drain_time_is_what_the_node_says_else_Envoys_own(string metadata, double seconds)
    {
        var node = new Node { Metadata = Struct.Parser.ParseJson(metadata) };
        Assert.That(NodeMetadata.DrainTime(node), Is.EqualTo(TimeSpan.FromSeconds(seconds)));
    }

    [Test]
    public void A_node_without_metadata_has_Envoys_own() =>
        Assert.That(NodeMetadata.DrainTime(new Node()), Is.EqualTo(NodeMetadata.DefaultDrainTime));
}
