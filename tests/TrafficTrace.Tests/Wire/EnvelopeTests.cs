using TrafficTrace.Core.Resources;

namespace TrafficTrace.Tests.Wire;

public sealed class EnvelopeTests
{
    private const string KubernetesPolicy = """
        apiVersion: kuma.io/v1alpha1
        kind: TrafficTrace
        mesh: demo
        metadata:
          name: all
          creationTimestamp: "2022-01-02T03:04:05Z"
          labels: {app: x}
          uid: 1234
        spec:
          selectors:
          - match: {kuma.io/service: '*'}
        """;

    [Test]
    public void Both_forms_give_the_same_resource()
    {
        var universal = Reads.Text(
            "{type: TrafficTrace, mesh: demo, name: all, creationTime: '2022-01-02T03:04:05Z', modificationTime: '2023-01-01T00:00:00Z', "
                + "labels: {a: b}, selectors: [{match: {kuma.io/service: '*'}}]}").Resources.Single();
        var kubernetes = Reads.Text(KubernetesPolicy).Resources.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(kubernetes.Key, Is.EqualTo(universal.Key));
            Assert.That(kubernetes.SpecJson, Is.EqualTo(universal.SpecJson));
            Assert.That(
                kubernetes.CreationTime,
                Is.EqualTo(universal.CreationTime).And.EqualTo(new DateTimeOffset(2022, 1, 2, 3, 4, 5, TimeSpan.Zero)));
            Assert.That(Reads.Warnings(KubernetesPolicy), Is.Empty);
        }
    }

    [Test]
    public void Paths_of_a_Kubernetes_resource_begin_with_spec_and_metadata()
    {
        Assert.That(Reads.ErrorsWithLines(
            "apiVersion: kuma.io/v1alpha1\nkind: TrafficTrace\nmesh: A\nmetadata:\n  name: B\nspec:\n  selectors: []\n"), Is.EqualTo(new[]
        {
            "5: metadata.name: invalid characters. Valid characters are numbers, lowercase latin letters and '-', '_', '.' symbols; the "
                + "first and the last have to be a number or a letter",
            "3: mesh: invalid characters. Valid characters are numbers, lowercase latin letters and '-', '_' symbols; the first and the "
                + "last have to be a number or a letter",
            "7: spec.selectors: must have at least one element",
        }));
    }

    [TestCase("mesh: demo, metadata: {name: d, namespace: shop}", "demo", "d.shop")]
    [TestCase("metadata: {name: d, namespace: shop, labels: {kuma.io/mesh: demo}}", "demo", "d.shop")]
    [TestCase("metadata: {name: d}", "default", "d")]
    public void A_Kubernetes_dataplane_is_named_after_its_pod_and_namespace(string envelope, string mesh, string name)
    {
        var text = $"{{apiVersion: kuma.io/v1alpha1, kind: Dataplane, {envelope}, "
            + "spec: {networking: {address: 10.0.0.1, inbound: [{port: 1, tags: {kuma.io/service: web}}]}}}";
        Assert.That(Reads.Text(text).Resources.Single().Key, Is.EqualTo(new ResourceKey(ResourceKind.Dataplane, mesh, name)));
    }

    [TestCase("[{type: Mesh, name: a}, {type: Mesh, name: b}]")]
    [TestCase("{type: Mesh, name: a}\n---\n{type: Mesh, name: b}")]
    [TestCase("{total: 2, items: [{type: Mesh, name: a}, {type: Mesh, name: b}], next: null}")]
    [TestCase(
        "{apiVersion: v1, kind: List, metadata: {resourceVersion: ''}, items: [{apiVersion: kuma.io/v1alpha1, kind: Mesh, metadata: "
            + "{name: a}}, {apiVersion: kuma.io/v1alpha1, kind: Mesh, metadata: {name: b}, spec: {}}]}")]
    [TestCase(
        "{apiVersion: kuma.io/v1alpha1, kind: MeshList, items: [{apiVersion: kuma.io/v1alpha1, kind: Mesh, metadata: {name: a}}, "
            + "{apiVersion: kuma.io/v1alpha1, kind: Mesh, metadata: {name: b}}]}")]
    public void A_text_may_be_a_list(string text)
    {
        Assert.That(Reads.Errors(text), Is.Empty);
        Assert.That(Reads.Text(text).Resources.Select(resource => resource.Name), Is.EqualTo(new[] { "a", "b" }));
    }

    [TestCase(
        "{name: a}", "type: has to say what the document is: Mesh, TrafficTrace and Dataplane are served, other kinds of Kuma are skipped")]
    [TestCase(
        "{type: TrafficTrase, name: a}",
        "type: \"TrafficTrase\" is not known: Mesh, TrafficTrace and Dataplane are served, other kinds of Kuma are skipped")]
    [TestCase(
        "{apiVersion: kuma.io/v1alpha1, kind: Nonsense, metadata: {name: a}}",
        "kind: \"Nonsense\" is not known: Mesh, TrafficTrace and Dataplane are served, other kinds of Kuma are skipped")]
    [TestCase("{apiVersion: v1, kind: Mesh, metadata: {name: a}}", "apiVersion: has to be kuma.io/v1alpha1")]
    [TestCase("{kind: Mesh, metadata: {name: a}}", "apiVersion: has to be kuma.io/v1alpha1")]
    [TestCase(
        "{apiVersion: kuma.io/v1alpha1, kind: TrafficTrace, mesh: a, metadata: {name: t, labels: {kuma.io/mesh: b}}, spec: {selectors: "
            + "[{match: {a: b}}]}}",
        "metadata.labels[\"kuma.io/mesh\"]: names another mesh than the field mesh in line 1: remove one of the two")]
    [TestCase("{type: Mesh}", "name: cannot be empty")]
    [TestCase(
        "{type: Mesh, name: a.b}",
        "name: invalid characters. Valid characters are numbers, lowercase latin letters and '-', '_' symbols; the first and the last "
            + "have to be a number or a letter")]
    [TestCase("{type: Mesh, name: 1}", "name: has to be text, but is the number 1: put it in quotes")]
    [TestCase("{type: TrafficTrace, name: a, selectors: [{match: {a: b}}]}", "mesh: cannot be empty")]
    [TestCase(
        "{type: Mesh, name: a, creationTime: yesterday}",
        "creationTime: has to be a time like 2026-01-31T12:00:00Z: it decides between policies that match equally well")]
    [TestCase("text", ": a resource has to be a mapping of fields, but is text")]
    [TestCase("[1]", ": a resource has to be a mapping of fields, but is the number 1")]
    public void An_envelope_is_wrong(string text, string error) => Assert.That(Reads.Errors(text), Is.EqualTo(new[] { error }));

    [TestCase("2021-12-15T10:00:00Z", "2021-12-15T10:00:00.0000000+00:00")]
    [TestCase("2021-12-15T12:00:00+02:00", "2021-12-15T10:00:00.0000000+00:00")]
    [TestCase("2021-12-15T10:00:00.5Z", "2021-12-15T10:00:00.5000000+00:00")]
    [TestCase("2021-12-15T10:00:00.123456789Z", "2021-12-15T10:00:00.1234567+00:00")]
    [TestCase("0001-01-01T00:00:00Z", null)]
    public void A_creation_time_is_honoured(string time, string? expected) =>
        Assert.That(
            Reads.Text($"{{type: Mesh, name: a, creationTime: {time}}}").Resources.Single().CreationTime?.ToUniversalTime().ToString("O"),
            Is.EqualTo(expected));

    [Test]
    public void A_resource_that_is_defined_twice_is_refused_with_both_lines()
    {
        Assert.That(Reads.Text("type: Mesh\nname: a\n---\ntype: Mesh\nname: a\n").Errors.Single().ToString(), Is.EqualTo(
            "resources.yaml:4: Mesh a: is defined here and in line 1: remove one of the two"));
    }

    [TestCase("type: Mesh\nname: a\n---\n# b\ntype: Mesh\nname: b\n", 1, 5)]
    [TestCase("- type: Mesh\n  name: a\n- type: Mesh\n  name: b\n", 1, 3)]
    [TestCase("{\"total\": 2, \"items\": [\n{\"type\": \"Mesh\", \"name\": \"a\"},\n\n{\"type\": \"Mesh\", \"name\": \"b\"}]}", 2, 4)]
    public void Every_resource_has_its_line(string text, int a, int b)
    {
        var lines = Reads.Text(text).Lines;
        Assert.That((lines[new(ResourceKind.Mesh, "a", "a")], lines[new(ResourceKind.Mesh, "b", "b")]), Is.EqualTo((a, b)));
    }

    [Test]
    public void The_same_name_in_another_mesh_or_kind_is_another_resource()
    {
        const string Selectors = "selectors: [{match: {a: b}}]";
        Assert.That(
            Reads.Errors(
                $"[{{type: Mesh, name: a}}, {{type: TrafficTrace, mesh: a, name: a, {Selectors}}}, "
                    + $"{{type: TrafficTrace, mesh: b, name: a, {Selectors}}}]"),
            Is.Empty);
    }

    [Test]
    public void A_bad_document_leaves_the_good_ones_in_the_result()
    {
        var result = Reads.Text("[{type: Mesh, name: a}, {type: Mesh, name: B}]");
        Assert.That(result.Resources.Select(resource => resource.Name), Is.EqualTo(new[] { "a" }));
        Assert.That(result.Errors, Has.Length.EqualTo(1));
    }
}
