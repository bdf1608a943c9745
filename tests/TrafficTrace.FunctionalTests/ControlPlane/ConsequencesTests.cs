using Envoy.Api.Protos;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>Documents in, what the log says that a change meant out; over both variants of the protocol.</summary>
[TestFixture(false)]
[TestFixture(true)]
[Parallelizable(ParallelScope.All)]
internal sealed class ConsequencesTests(bool delta)
{
    private const string Inbound = "inbound:127.0.0.1:8080";
    private const string Outbound = "outbound:127.0.0.1:10001";

    [TestCase("policy", "untraced: no TrafficTrace selects this proxy")]
    [TestCase("mesh", "untraced: TrafficTrace all selects this proxy, but there is no Mesh default to hold a backend")]
    public async Task A_document_that_goes_names_the_proxies_that_it_leaves_untraced_and_that_they_are_traced_again(
        string gone, string reason)
    {
        await using var plane = await TestControlPlane.StartAsync(delta);
        plane.Resources.Put(Documents.All);
        using var web = await plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.IsTraced(Inbound));
        plane.Resources.Put((gone, null));
        await plane.Log.SaysAsync(
            $"connected proxies that are traced no more: 1 (default.web-1): {reason}; before: traced: TrafficTrace all sends to backend "
                + "\"zipkin\"");
        plane.Resources.Put(Documents.All);
        await plane.Log.SaysAsync("over: connected proxies that are traced again: 1 (default.web-1)");
    }

    [Test]
    public async Task A_policy_that_goes_is_told_with_those_that_it_leaves_untraced_connected_or_not()
    {
        await using var plane = await TestControlPlane.StartAsync(delta);
        var unused = Documents.Policy.Replace("name: all", "name: unused", StringComparison.Ordinal)
            .Replace("'*'", "nobody", StringComparison.Ordinal);
        plane.Resources.Put([.. Documents.All, ("unused", unused)]);
        await plane.Log.SaysAsync("TT1103"); // so it has looked
        plane.Resources.Put(("policy", null));
        await plane.Log.SaysAsync("TrafficTrace default/all: is gone, which leaves 2 proxies untraced: api-1, web-1");
    }

    [Test]
    public async Task A_service_whose_last_Dataplane_goes_turns_no_listener_of_its_callers_and_is_told()
    {
        await using var plane = await TestControlPlane.StartAsync(delta);
        plane.Resources.Put(Documents.All);
        using var web = await plane.ConnectAsync("default.web-1");
        await web.UntilAsync(envoy => envoy.IsTraced(Outbound));
        var listener = web.Versions[TypeUrls.Listener];
        plane.Resources.Put(("api", null));
        await plane.Log.SaysAsync(
            "mesh 'default': no Dataplane offers service 'api' any more; its callers keep the protocol, Http, until this process is "
                + "started anew");
        await plane.Log.SaysAsync("Dataplane default/web-1: networking.outbound[0]: no Dataplane of mesh default offers service api");
        await web.UntilAsync(
            envoy => envoy.Get<Envoy.Config.Endpoint.V3.ClusterLoadAssignment>(envoy.Endpoints.Single())!.Endpoints.Count == 0);
        Assert.That(web.Versions[TypeUrls.Listener], Is.EqualTo(listener));

        plane.Resources.Put(("api", Documents.Api()));
        await plane.Log.SaysAsync("over: mesh 'default': service 'api' is offered again");
    }
}
