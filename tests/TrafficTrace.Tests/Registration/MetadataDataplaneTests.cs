using Envoy.Config.Core.V3;
using Google.Protobuf.WellKnownTypes;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Fleet.Registration;
using TrafficTrace.Translation.Bootstraps;

namespace TrafficTrace.Tests.Registration;

/// <summary>What a node's metadata says of its Dataplane.</summary>
internal sealed class MetadataDataplaneTests
{
    private const string Sound = """
        {"type":"Dataplane","mesh":"default","name":"web","networking":{"address":"10.0.0.1","inbound":[
         {"port":8080,"tags":{"kuma.io/service":"web"}}]}}
        """;

    [Test]
    public void It_is_read_as_any_other_document()
    {
        var read = Read("default.web", Registrars.Text("web"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read?.Fault, Is.Null);
            Assert.That(read?.Dataplane?.SpecJson, Is.EqualTo(Registrars.Dataplane("web").SpecJson));
        }
    }

    [Test]
    public void When_it_was_made_makes_no_other_content()
    {
        const string type = "\"type\":";
        var text = Registrars.Text("web").Replace(type, $"\"creationTime\":\"2020-01-01T00:00:00Z\",{type}", StringComparison.Ordinal);
        Assert.That(Read("default.web", text)!.Dataplane!.HasContentOf(Registrars.Dataplane("web")), Is.True);
    }

    [TestCase("default.other", Sound, "it has to hold Dataplane default/other alone, and holds Dataplane default/web")]
    [TestCase("other.web", Sound, "it has to hold Dataplane other/web alone")]
    [TestCase("default.web", Sound + "\n---\n" + Sound, "Dataplane default/web")]
    [TestCase("default.web", """{"type":"Mesh","name":"default"}""", "it has to hold Dataplane default/web alone, and holds Mesh default")]
    [TestCase("default.web", """{"type":"Timeout","mesh":"default","name":"web"}""", "holds nothing")]
    [TestCase("default.web", "{", "line 2")]
    [TestCase("web", """{"type":"Dataplane","mesh":"default","name":"web"}""", "<mesh>.<dataplane>")]
    public void What_is_not_the_nodes_own_or_not_valid_is_refused(string node, string text, string fault) =>
        Assert.That(Read(node, text)?.Fault, Does.Contain(fault));

    [Test]
    public void All_that_is_wrong_is_said_at_once()
    {
        const string text = """
            {"type":"Dataplane","mesh":"default","name":"web","networking":{"address":"","inbound":[{"port":0,"tags":{}}]}}
            """;
        Assert.That(
            Read("default.web", text)?.Fault,
            Does.Contain("networking.address").And.Contain("networking.inbound[0].port").And.Contain("networking.inbound[0].tags"));
    }

    [Test]
    public void There_is_a_limit_to_its_length()
    {
        var fault = Read("default.web", new string(' ', DataplaneMetadata.MaxLength + 1))?.Fault;
        Assert.That(fault, Does.Contain($"{DataplaneMetadata.MaxLength + 1} characters"));
    }

    [Test]
    public void It_has_to_be_a_text()
    {
        var node = new Node { Id = "default.web", Metadata = new() };
        node.Metadata.Fields[DataplaneMetadata.Field] = Value.ForNumber(1);
        Assert.That(MetadataDataplane.Of(node, ReaderOptions.Default)?.Fault, Does.Contain("a text"));
    }

    [Test]
    public void A_node_that_says_nothing_brings_nothing()
    {
        Assert.That(MetadataDataplane.Of(new() { Id = "default.web" }, ReaderOptions.Default), Is.Null);
        Assert.That(Read("default.web", ""), Is.Null);
    }

    private static MetadataDataplane? Read(string id, string text)
    {
        var node = new Node { Id = id, Metadata = new() };
        node.Metadata.Fields[DataplaneMetadata.Field] = Value.ForString(text);
        return MetadataDataplane.Of(node, ReaderOptions.Default);
    }
}
