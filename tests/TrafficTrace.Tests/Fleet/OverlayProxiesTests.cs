using Envoy.Config.Core.V3;
using Google.Protobuf.WellKnownTypes;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Fleet.Overlay;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Tests.Fleet;

/// <summary>Nodes as the projects' own bootstraps make them, after what the engine keeps of them.</summary>
internal sealed class OverlayProxiesTests
{
    private const string IstioLabels = """
        "LABELS": {
          "app": "checkout", "version": "v2", "team": "shop", "security.istio.io/tlsMode": "istio",
          "service.istio.io/canonical-name": "checkout", "service.istio.io/canonical-revision": "v2"
        }
        """;

    private static readonly TestCaseData[] Nodes =
    [
        new TestCaseData(
            "sidecar~10.12.0.7~checkout-v2-5d8c9.shop~shop.svc.cluster.local",
            "checkout.shop",
            $$"""
            {
              "NAMESPACE": "shop", "WORKLOAD_NAME": "checkout-v2", "CLUSTER_ID": "eu-1", "MESH_ID": "cluster.local",
              "NAME": "checkout-v2-5d8c9", "INSTANCE_IPS": "10.12.0.7", {{IstioLabels}}
            }
            """,
            "istio default",
            "app=checkout k8s.kuma.io/namespace=shop kuma.io/service=checkout kuma.io/workload=checkout-v2 kuma.io/zone=eu-1 "
                + "security.istio.io/tlsMode=istio service.istio.io/canonical-name=checkout service.istio.io/canonical-revision=v2 "
                + "team=shop version=v2").SetArgDisplayNames("istio sidecar"),
        new TestCaseData(
            "router~10.12.0.9~istio-ingressgateway-7f9.istio-system~istio-system.svc.cluster.local",
            "istio-ingressgateway.istio-system",
            """
            {"NAMESPACE": "istio-system", "WORKLOAD_NAME": "istio-ingressgateway", "LABELS": {"app": "istio-ingressgateway"}}
            """,
            "istio default",
            "app=istio-ingressgateway k8s.kuma.io/namespace=istio-system kuma.io/service=istio-ingressgateway "
                + "kuma.io/workload=istio-ingressgateway service.istio.io/canonical-name=istio-ingressgateway "
                + "service.istio.io/canonical-revision=latest").SetArgDisplayNames("istio gateway"),
        new TestCaseData(
            "sidecar~10.12.0.8~web.v1-0.default~default.svc.cluster.local",
            "web.default",
            "{}",
            "istio default",
            "k8s.kuma.io/namespace=default service.istio.io/canonical-revision=latest").SetArgDisplayNames("istio without metadata"),
        new TestCaseData(
            "envoy-shop-public-1f2e3d-5c6b7",
            "shop/public",
            "{}",
            "envoy-gateway default",
            "gateway.envoyproxy.io/owning-gateway-name=public gateway.envoyproxy.io/owning-gateway-namespace=shop "
                + "k8s.kuma.io/namespace=shop kuma.io/service=public").SetArgDisplayNames("envoy gateway"),
        new TestCaseData(
            "checkout-1-sidecar-proxy",
            "checkout",
            """{"node_name": "node-3", "namespace": "default", "partition": "default"}""",
            "consul default",
            "kuma.io/service=checkout namespace=default node_name=node-3 partition=default").SetArgDisplayNames("consul"),
        new TestCaseData(
            "eu.checkout-7d9f.shop",
            "checkout_shop_svc_8080",
            """
            {"dataplane.proxyType": "dataplane", "dataplane.admin.port": "9901", "features": [], "tags": {"version": "2"},
             "version": {"envoy": {"version": "1.40.0"}}}
            """,
            "kuma eu",
            "k8s.kuma.io/namespace=shop kuma.io/service=checkout_shop_svc_8080 version=2").SetArgDisplayNames("kuma on kubernetes"),
        new TestCaseData(
            "eu.checkout-1",
            "checkout",
            """{"dataplane.proxyType": "dataplane", "mesh.name": "retail"}""",
            "kuma retail",
            "kuma.io/service=checkout").SetArgDisplayNames("kuma with the mesh in metadata"),
        new TestCaseData(
            "edge-1",
            "edge",
            """{"traffictrace": {"mesh": "shop", "team": "checkout", "drainTimeSeconds": 30}, "other": {"team": "x"}}""",
            "plain shop",
            "kuma.io/service=edge team=checkout").SetArgDisplayNames("plain with tags and a mesh"),
        new TestCaseData("edge-1", "edge", "{}", "plain default", "kuma.io/service=edge").SetArgDisplayNames("plain"),
        new TestCaseData("edge-1", "edge", """{"traffictrace": {"mesh": ""}}""", "plain default", "kuma.io/service=edge")
            .SetArgDisplayNames("plain with an empty mesh"),
        new TestCaseData(
            "edge-1",
            "edge",
            """{"traffictrace": {"kuma.io/service": "web", "bad name": "x", "star": "*", "empty": "", "control": "a\u0000b"}}""",
            "plain default",
            "kuma.io/service=web").SetArgDisplayNames("plain with what no selector asks for"),
    ];

    [TestCaseSource(nameof(Nodes))]
    public void A_node_tells_its_workload_in_its_own_dialect(string id, string cluster, string metadata, string dialect, string tags)
    {
        var proxy = Read(id, cluster, metadata);
        using (Assert.EnterMultipleScope())
        {
            Assert.That($"{proxy.Dialect} {proxy.Mesh}", Is.EqualTo(dialect));
            Assert.That(proxy.TagSets.Single().ToString(), Is.EqualTo(tags));
            Assert.That(proxy.Name, Is.EqualTo(id));
            Assert.That(proxy.Dataplane, Is.Null);
        }
    }

    [TestCase("istio", "sidecar~10.0.0.1~web.default~default.svc.cluster.local", "")]
    [TestCase("kuma", "eu.web", "web")]
    [TestCase("plain", "web", "web")]
    public void Whoever_names_a_mesh_is_in_that(string dialect, string id, string cluster)
    {
        var proxy = Read(id, cluster, """{"traffictrace": {"mesh": "shop"}, "MESH_ID": "other", "dataplane.proxyType": "DATAPLANE"}"""
            .Replace("DATAPLANE", dialect == "kuma" ? "dataplane" : "", StringComparison.Ordinal));
        Assert.That($"{proxy.Dialect} {proxy.Mesh}", Is.EqualTo($"{dialect} shop"));
    }

    [Test]
    public void The_mesh_of_a_node_that_names_none_is_the_one_that_is_set() =>
        Assert.That(new OverlayProxies("fleet").Of(new Node { Id = "web" }).Mesh, Is.EqualTo("fleet"));

    [Test]
    public void A_node_without_tags_is_selected_by_nothing()
    {
        var any = new TagSelector(TagSet.Of(("kuma.io/service", "*")));
        var policy = new TrafficTracePolicy("default", "all", "{}") { Selectors = [any] };
        Assert.That(PolicyMatcher.Selects(policy, Read("web", "", "{}")), Is.False);
    }

    private static Proxy Read(string id, string cluster, string metadata) => new OverlayProxies("default").Of(KeptNode.Of(
        new Node { Id = id, Cluster = cluster, Metadata = Struct.Parser.ParseJson(metadata) }, NodeMetadata.Kept));
}
