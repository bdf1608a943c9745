using System.Collections.Immutable;

namespace TrafficTrace.Tests.Rooms;

/// <summary>What a project uses for itself is not handed on: who references that project alone can't compile against it.</summary>
[Category("Long")]
internal sealed class ForbiddenPairTests
{
    private const string Http = "Microsoft.AspNetCore.Http.HttpContext";
    private const string Call = "Grpc.Core.ServerCallContext";
    private const string Yaml = "YamlDotNet.Core.Parser";
    private const string Store = "TrafficTrace.Core.Store.ResourceStore";

    /// <summary>By project: a type of its own, then those that it does not hand on.</summary>
    private static readonly Dictionary<string, ImmutableArray<string>> Types = new(StringComparer.Ordinal)
    {
        ["Envoy.Api.Protos"] = ["Envoy.Api.Protos.PackedResource", Call, Http],
        ["TrafficTrace.Core"] = [Store, Yaml, "Google.Protobuf.IMessage", Call, Http],
        ["TrafficTrace.Storage"] = ["TrafficTrace.Storage.Journals", Yaml, Call, Http, "Npgsql.NpgsqlConnection"],
        ["TrafficTrace.Translation"] = ["TrafficTrace.Translation.Proxies.ProxyTranslator", Yaml, Call, Http, Store],
        ["TrafficTrace.Fleet"] = ["TrafficTrace.Fleet.Status.FleetStatus", Call, Http, Yaml],
        ["TrafficTrace.Xds"] = ["TrafficTrace.Xds.Resources.Snapshot", Call, Http, Yaml, Store],
    };

    private readonly ThrowawayProjects _users = new();

    private static IEnumerable<string> Projects => Types.Keys;

    [OneTimeSetUp]
    public Task BuildAsync() => _users.BuildAsync(Types);

    [TestCaseSource(nameof(Projects))]
    public void A_project_hands_on_its_own_types_and_no_others(string project)
    {
        var types = Types[project];
        var refused = types.Where((_, type) => _users.IsRefused(project, type));
        Assert.That(refused, Is.EquivalentTo(types[1..]), _users.Output);
    }
}
