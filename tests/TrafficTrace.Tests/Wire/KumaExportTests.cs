using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Tests.Wire;

/// <summary>
/// A mesh as somebody exports it from Kuma: what cannot be honoured is refused, what only shapes traffic is skipped and counted.
/// </summary>
public sealed class KumaExportTests
{
    private const string Mesh = """
        type: Mesh
        name: default
        creationTime: "2021-12-15T10:00:00Z"
        modificationTime: "2021-12-15T10:00:00Z"
        mtls:
          enabledBackend: ca-1
          backends:
          - {name: ca-1, type: builtin}
        """;

    private const string AllowAll = """
        type: TrafficPermission
        mesh: default
        name: allow-all-default
        sources:
        - match: {kuma.io/service: '*'}
        destinations:
        - match: {kuma.io/service: '*'}
        """;

    private const string AllowSome = """
        type: TrafficPermission
        mesh: default
        name: web-to-backend
        sources:
        - match: {kuma.io/service: web}
        destinations:
        - match: {kuma.io/service: backend}
        """;

    private const string Shaping = """
        type: Timeout
        mesh: default
        name: timeout-all-default
        sources: [{match: {kuma.io/service: '*'}}]
        destinations: [{match: {kuma.io/service: '*'}}]
        conf: {connectTimeout: 5s}
        ---
        type: Retry
        mesh: default
        name: retry-all-default
        conf: {http: {numRetries: 5}}
        ---
        type: TrafficRoute
        mesh: default
        name: route-all-default
        conf: {destination: {kuma.io/service: '*'}}
        ---
        type: TrafficRoute
        mesh: default
        name: split
        conf: {split: []}
        ---
        type: Secret
        mesh: default
        name: dataplane-token-signing-key-default-1
        data: c2VjcmV0
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop}
        """;

    [Test]
    public void Mutual_TLS_is_refused_with_its_line_and_what_to_do()
    {
        Assert.That(Reads.Text(Mesh).Errors.Single().ToString(), Is.EqualTo(
            "resources.yaml:6: Mesh default: mtls.enabledBackend: mutual TLS is not served: proxies of this mesh would talk in plain "
                + "text. Remove the field, or accept this with --accept-plaintext default"));
    }

    [Test]
    public void Mutual_TLS_is_let_through_with_a_warning_when_plain_text_is_accepted()
    {
        var result = ResourceReader.Read(Mesh, "resources.yaml", Accepting("default"));
        Assert.That(result.Errors, Is.Empty);
        Assert.That(result.Resources, Has.Length.EqualTo(1));
        Assert.That(
            result.Warnings.Single().Message,
            Is.EqualTo("mutual TLS is not served: proxies of this mesh would talk in plain text (accepted by --accept-plaintext default)"));
    }

    [Test]
    public void Plain_text_accepted_for_another_mesh_changes_nothing() =>
        Assert.That(ResourceReader.Read(Mesh, null, Accepting("other")).Errors, Has.Length.EqualTo(1));

    [Test]
    public void A_permission_for_everybody_is_what_we_do_anyway()
    {
        var result = Reads.Text(AllowAll);
        Assert.That(result.Errors.Concat(result.Warnings), Is.Empty);
        Assert.That(result.Skipped, Is.Empty);
    }

    [Test]
    public void A_permission_for_some_is_refused()
    {
        Assert.That(Reads.Text(AllowSome).Errors.Single().ToString(), Is.EqualTo(
            "resources.yaml:1: TrafficPermission default/web-to-backend: permissions are not served: every proxy of the mesh may reach "
                + "every service. Remove this resource, or accept this with --accept-plaintext default"));
        Assert.That(ResourceReader.Read(AllowSome, null, Accepting("default")).Warnings, Has.Length.EqualTo(1));
    }

    [TestCase("from: [{targetRef: {kind: Mesh}, default: {action: Allow}}]", 0)]
    [TestCase("targetRef: {kind: Mesh}, from: [{targetRef: {kind: Mesh}, default: {action: Allow}}]", 0)]
    [TestCase("from: [{targetRef: {kind: Mesh}, default: {action: Deny}}]", 1)]
    [TestCase("targetRef: {kind: MeshService, name: web}, from: [{targetRef: {kind: Mesh}, default: {action: Allow}}]", 1)]
    [TestCase("from: [{targetRef: {kind: MeshSubset, tags: {a: b}}, default: {action: Allow}}]", 1)]
    [TestCase("from: [{targetRef: {kind: Mesh}, default: {action: Allow}}], rules: [{default: {deny: [{}]}}]", 1)]
    [TestCase("from: []", 1)]
    public void So_are_the_newer_permissions(string spec, int errors)
    {
        Assert.That(
            Reads.Errors($"{{apiVersion: kuma.io/v1alpha1, kind: MeshTrafficPermission, metadata: {{name: p}}, spec: {{{spec}}}}}"),
            Has.Length.EqualTo(errors));
    }

    [Test]
    public void Newer_permissions_of_the_universal_form_have_a_spec_too()
    {
        Assert.That(
            Reads.Errors(
                "{type: MeshTrafficPermission, mesh: m, name: p, spec: {from: [{targetRef: {kind: Mesh}, default: {action: Allow}}]}}"),
            Is.Empty);
        Assert.That(
            Reads.Errors(
                "{type: MeshTrafficPermission, mesh: m, name: p, spec: {from: [{targetRef: {kind: Mesh}, default: {action: Deny}}]}}"),
            Has.Length.EqualTo(1));
    }

    [Test]
    public void What_shapes_traffic_is_skipped_and_counted_by_kind()
    {
        var result = Reads.Text(Shaping);
        Assert.That(result.Errors.Concat(result.Warnings), Is.Empty);
        Assert.That(
            result.Skipped,
            Is.EqualTo(
                new Dictionary<string, int> { ["Namespace"] = 1, ["Retry"] = 1, ["Secret"] = 1, ["Timeout"] = 1, ["TrafficRoute"] = 2 }));
    }

    [TestCase("Timeout", "no request times out in the proxy")]
    [TestCase("Retry", "failed requests are not tried again")]
    [TestCase("TrafficRoute", "traffic is not split or routed: every endpoint of a service gets its share")]
    [TestCase("Namespace", "nothing: it is no resource of a mesh")]
    public void What_is_lost_is_said(string kind, string lost) => Assert.That(SkippedKinds.Lost(kind), Is.EqualTo(lost));

    [Test]
    public void The_whole_export_gives_all_refusals_at_once()
    {
        var result = Reads.Text(string.Join("\n---\n", Mesh, AllowAll, AllowSome, Shaping));
        Assert.That(
            result.Errors.Select(error => error.Resource),
            Is.EqualTo(new[] { "Mesh default", "TrafficPermission default/web-to-backend" }));
    }

    private static ReaderOptions Accepting(string mesh) => new(ReaderOptions.Default.AcceptPlaintext.Add(mesh));
}
