using TrafficTrace.Core.Resources;

namespace TrafficTrace.Tests.ControlPlane;

internal sealed class NodeNameTests
{
    [TestCase("default.web-1", "default", "web-1")]
    [TestCase("default.web.eu.1", "default", "web.eu.1")]
    public void An_id_is_split_at_its_first_dot(string id, string mesh, string dataplane) =>
        Assert.That(NodeName.Parse(id), Is.EqualTo(new NodeName(mesh, dataplane)));

    [TestCase("web")]
    [TestCase(".web")]
    [TestCase("default.")]
    [TestCase("sidecar~10.12.0.7~web-1.shop~shop.svc.cluster.local")]
    public void Another_id_names_no_Dataplane(string id) => Assert.That(NodeName.Parse(id), Is.Null);
}
