namespace TrafficTrace.Tests.Rooms;

/// <summary>What a project uses for itself is not handed on: who references that project alone can't compile against it.</summary>
[Category("Long")]
internal sealed class ForbiddenPairTests
{
    private const string Http = "Microsoft.AspNetCore.Http.HttpContext";
    private const string Call = "Grpc.Core.ServerCallContext";
    private const string Yaml = "YamlDotNet.Core.Parser";

    [TestCase("Envoy.Api.Protos", "Envoy.Api.Protos.PackedResource", Call, Http)]
    [TestCase("TrafficTrace.Core", "TrafficTrace.Core.Store.ResourceStore", Yaml, "Google.Protobuf.IMessage", Call, Http)]
    [TestCase("TrafficTrace.Storage", "TrafficTrace.Storage.Journals", Yaml, Call, Http, "Npgsql.NpgsqlConnection")]
    [TestCase(
        "TrafficTrace.Translation",
        "TrafficTrace.Translation.Proxies.ProxyTranslator",
        Yaml,
        Call,
        Http,
        "TrafficTrace.Core.Store.ResourceStore")]
    [TestCase("TrafficTrace.Fleet", "TrafficTrace.Fleet.Status.FleetStatus", Call, Http, Yaml)]
    [TestCase("TrafficTrace.Xds", "TrafficTrace.Xds.Resources.Snapshot", Call, Http, Yaml, "TrafficTrace.Core.Store.ResourceStore")]
    public async Task A_project_hands_on_its_own_types_and_no_others(string project, string own, params string[] forbidden)
    {
        var user = new ThrowawayProject(project);
        var refused = await user.RefusedAsync([own, .. forbidden]);
        Assert.That(refused, Is.EquivalentTo(forbidden), user.Output);
    }
}
