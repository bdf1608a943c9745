using System.Text;
using System.Text.Json;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Tests.Wire;

[Parallelizable(ParallelScope.All)]
internal sealed class ResourceJsonTests
{
    private const string Policy = """
        {"type":"TrafficTrace","mesh":"default","name":"web","selectors":[{"match":{"kuma.io/service":"web"}}],"conf":{"backend":"z"}}
        """;

    private static readonly ResourceKey Web = new(ResourceKind.TrafficTrace, "default", "web");

    [Test]
    public void A_resource_is_given_back_with_its_identity_and_its_times()
    {
        var resource = ResourceReader.ReadOne(Policy, Web, ReaderOptions.Default).Resources[0] with
        {
            CreationTime = new DateTimeOffset(2026, 1, 31, 12, 0, 0, 500, TimeSpan.Zero),
            ModificationTime = new DateTimeOffset(2026, 2, 1, 13, 0, 0, TimeSpan.FromHours(1)),
        };
        Assert.That(
            Text(resource),
            Is.EqualTo(
                """{"type":"TrafficTrace","mesh":"default","name":"web","creationTime":"2026-01-31T12:00:00.5Z","""
                + "\"modificationTime\":\"2026-02-01T12:00:00Z\","
                + """{"conf":{"backend":"z"},"selectors":[{"match":{"kuma.io/service":"web"}}]}"""[1..]));
    }

    [Test]
    public void A_Mesh_has_no_mesh_and_what_has_no_time_shows_none() =>
        Assert.That(Text(new Mesh("default", "{}")), Is.EqualTo("""{"type":"Mesh","name":"default"}"""));

    [TestCase("""{"a":"on","b":"1","c":"","d":"null","e":"x: y","f":"- g","h":1.5,"i":true,"j":[],"k":{}}""")]
    [TestCase("""{"l":[{"m":"*"},["n"]],"o p":"#","text":"two\nlines\n","tab":"a\tb","accent":"é😀","quote":"it's \"so\""}""")]
    [TestCase("""{"long":"xxxxxxxxxx xxxxxxxxxx xxxxxxxxxx xxxxxxxxxx xxxxxxxxxx xxxxxxxxxx xxxxxxxxxx xxxxxxxxxx xxxxxxxxxx"}""")]
    [TestCase("""{"yes":"y","0x10":"0x10","~":"~","2026-01-31":"2026-01-31","1e3":"1e3",".inf":".inf"," lead":" lead"}""")]
    public void What_is_written_as_YAML_is_read_as_what_it_was(string json)
    {
        var yaml = JsonYaml.Write(JsonElement.Parse(json));
        var read = YamlTree.Documents(yaml).Single();
        Assert.That(JsonElement.DeepEquals(JsonElement.Parse(JsonOf(read.Root)), JsonElement.Parse(json)), Is.True, yaml);
    }

    [TestCase("""{"type":"Mesh","name":"v1"}""", "name", "type", "mesh")]
    [TestCase("""{"type":"TrafficTrace","mesh":"default","name":"api","selectors":[{"match":{"a":"b"}}]}""", "name")]
    [TestCase("""{"type":"Timeout","mesh":"default","name":"web"}""", "type")]
    [TestCase("""{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"web"}}""", "kind", "apiVersion")]
    public void A_document_has_to_be_what_its_path_says(string json, params string[] fields)
    {
        var read = ResourceReader.ReadOne(json, Web, ReaderOptions.Default);
        Assert.That(fields, Is.SubsetOf(read.Errors.Select(error => error.Field)), string.Join('\n', read.Errors));
    }

    [TestCase("")]
    [TestCase("[]")]
    [TestCase($"[{Policy},{Policy}]")]
    public void One_document_is_asked_for(string text)
    {
        var read = ResourceReader.ReadOne(text, Web, ReaderOptions.Default);
        Assert.That(read.Errors, Is.Not.Empty);
    }

    [Test]
    public void The_Kubernetes_form_is_taken_where_it_is_of_the_path()
    {
        const string Json = """
            {"apiVersion":"kuma.io/v1alpha1","kind":"TrafficTrace","metadata":{"name":"web"},"spec":{"selectors":[{"match":{"a":"b"}}]}}
            """;
        Assert.That(ResourceReader.ReadOne(Json, Web, ReaderOptions.Default).Errors, Is.Empty);
    }

    private static string Text(Resource resource)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes)) ResourceJson.Write(writer, resource);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static string JsonOf(DocumentNode node) => Core.Wire.Fields.SpecJson.Write(node, new Core.Wire.Fields.Findings(null, ""));
}
