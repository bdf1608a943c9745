using Envoy.Config.Core.V3;
using Google.Protobuf.WellKnownTypes;
using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Tests.Xds;

internal sealed class KeptNodeTests
{
    [Test]
    public void Of_the_metadata_the_texts_and_numbers_of_some_fields_are_kept()
    {
        var node = new Node
        {
            Id = "default.web-1",
            Metadata = Struct.Parser.ParseJson(
                """{"mine":{"number":7,"text":"a","list":[1],"deep":{"text":"b"}},"plain":"d","other":{"text":"c"}}"""),
        };
        Assert.That(
            KeptNode.Of(node, ["mine", "plain"]).Metadata,
            Is.EqualTo(Struct.Parser.ParseJson("""{"mine":{"number":7,"text":"a"},"plain":"d"}""")));
    }

    [Test]
    public void Long_texts_and_what_is_beyond_the_bound_of_all_are_left_out()
    {
        var mine = new Struct();
        mine.Fields["long"] = Value.ForString(new string('x', 257));
        mine.Fields[new string('n', 257)] = Value.ForNumber(1);
        for (var i = 0; i < 1_000; i++) mine.Fields[$"field{i:d3}"] = Value.ForNumber(i);
        var metadata = new Struct { Fields = { ["mine"] = Value.ForStruct(mine), ["yours"] = Value.ForString("none left") } };
        var kept = KeptNode.Of(new Node { Metadata = metadata }, ["mine", "yours"]).Metadata;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(kept.Fields["mine"].StructValue.Fields, Has.Count.EqualTo(8192 / (128 + "field000".Length)));
            Assert.That(kept.Fields["mine"].StructValue.Fields.Keys, Has.All.StartsWith("field"));
            Assert.That(kept.Fields.Keys, Is.EqualTo(["mine"]));
        }
    }

    [TestCase("{}")]
    [TestCase("""{"mine":["text"]}""")]
    [TestCase("""{"mine":7}""")]
    [TestCase("""{"mine":{"list":[1]}}""")]
    [TestCase("""{"other":{"text":"c"}}""")]
    public void Nothing_else_of_the_metadata_is_kept(string metadata) =>
        Assert.That(KeptNode.Of(new Node { Metadata = Struct.Parser.ParseJson(metadata) }, ["mine"]).Metadata, Is.Null);
}
