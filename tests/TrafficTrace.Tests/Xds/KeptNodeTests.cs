using Envoy.Config.Core.V3;
using Google.Protobuf.WellKnownTypes;
using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Tests.Xds;

internal sealed class KeptNodeTests
{
    [Test]
    public void Of_the_metadata_the_texts_and_numbers_of_one_field_are_kept()
    {
        var node = new Node
        {
            Id = "default.web-1",
            Metadata = Struct.Parser.ParseJson(
                """{"mine":{"number":7,"text":"a","list":[1],"deep":{"text":"b"}},"other":{"text":"c"}}"""),
        };
        Assert.That(
            KeptNode.Of(node, "mine").Metadata, Is.EqualTo(Struct.Parser.ParseJson("""{"mine":{"number":7,"text":"a"}}""")));
    }

    [Test]
    public void Long_texts_and_fields_beyond_the_sixteenth_are_left_out()
    {
        var mine = new Struct();
        mine.Fields["long"] = Value.ForString(new string('x', 257));
        mine.Fields[new string('n', 257)] = Value.ForNumber(1);
        for (var i = 0; i < 20; i++) mine.Fields[$"field{i}"] = Value.ForNumber(i);
        var kept = KeptNode.Of(new Node { Metadata = new Struct { Fields = { ["mine"] = Value.ForStruct(mine) } } }, "mine");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(kept.Metadata.Fields["mine"].StructValue.Fields, Has.Count.EqualTo(16));
            Assert.That(kept.Metadata.Fields["mine"].StructValue.Fields.Keys, Has.All.StartsWith("field"));
        }
    }

    [TestCase("{}")]
    [TestCase("""{"mine":"text"}""")]
    [TestCase("""{"mine":{"list":[1]}}""")]
    [TestCase("""{"other":{"text":"c"}}""")]
    public void Nothing_else_of_the_metadata_is_kept(string metadata) =>
        Assert.That(KeptNode.Of(new Node { Metadata = Struct.Parser.ParseJson(metadata) }, "mine").Metadata, Is.Null);
}
