using Envoy.Api.Protos;
using Envoy.Config.Cluster.V3;
using Envoy.Config.Endpoint.V3;
using Envoy.Config.Listener.V3;
using Envoy.Config.Route.V3;
using Google.Protobuf;
using Grpc.Net.Client;
using TrafficTrace.FunctionalTests.Conformance.Harness;
using TrafficTrace.Xds.Resources;
using TrafficTrace.XdsHost;
using TrafficTrace.XdsHost.Wire;

namespace TrafficTrace.FunctionalTests.Conformance;

/// <summary>
/// The host of <c>samples/XdsHost</c>, driven as the public xDS test harness drives its targets: the adapter sets resources and
/// versions, a client watches. Each scenario ends with nothing more to come than it names.
/// </summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
internal abstract class ScenarioTests(bool aggregated)
{
    private const string Node = "test-id";

    private PlainHost _host = null!;
    private GrpcChannel _xds = null!;
    private GrpcChannel _control = null!;
    private Adapter.AdapterClient _adapter = null!;

    protected static ResourceType Cds => ResourceType.Cluster;

    protected static ResourceType Eds => ResourceType.Endpoints;

    protected static ResourceType Lds => ResourceType.Listener;

    protected static ResourceType Rds => ResourceType.Route;

    protected static IEnumerable<ResourceType> CompleteTypes => [Cds, Lds];

    protected static IEnumerable<ResourceType> PartialTypes => [Rds, Eds];

    protected static IEnumerable<ResourceType> AllTypes => [Cds, Lds, Rds, Eds];

    protected static IEnumerable<ResourceType> ListenersAndRoutes => [Lds, Rds];

    [SetUp]
    public async Task StartAsync()
    {
        _host = await PlainHost.StartAsync(xdsPort: 0, adapterPort: 0);
        _xds = GrpcChannel.ForAddress(_host.XdsAddress);
        _control = GrpcChannel.ForAddress(_host.AdapterAddress);
        _adapter = new Adapter.AdapterClient(_control);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _xds.Dispose();
        _control.Dispose();
        await _host.DisposeAsync();
    }

    protected XdsClient Open(Variant variant, ResourceType type)
    {
        var only = aggregated ? null : type;
        return variant == Variant.Sotw
            ? new SotwClient(_xds.CreateCallInvoker(), only, Node)
            : new DeltaClient(_xds.CreateCallInvoker(), only, Node);
    }

    /// <summary>Puts these in force at version 1, by name only.</summary>
    protected Task GivenAsync(ResourceType type, params string[] names) => GivenAsync(names.Select(name => (type, name)));

    protected async Task GivenAsync(IEnumerable<(ResourceType Type, string Name)> resources)
    {
        var request = new SetStateRequest { Node = Node, Version = "1" };
        request.Resources.AddRange(resources.Select(resource => DeterministicAny.Pack(Named(resource.Type, resource.Name))));
        Assert.That((await _adapter.SetStateAsync(request)).Success);
    }

    protected async Task UpdateAsync(ResourceType type, string name, string version = "2") =>
        Assert.That((await _adapter.UpdateResourceAsync(Request(type, name, version))).Success);

    protected async Task AddAsync(ResourceType type, string name, string version = "2") =>
        Assert.That((await _adapter.AddResourceAsync(Request(type, name, version))).Success);

    protected async Task RemoveAsync(ResourceType type, string name, string version = "2") =>
        Assert.That((await _adapter.RemoveResourceAsync(Request(type, name, version))).Success);

    /// <summary>One response, with these resources and no others, at this version; accepts it.</summary>
    protected static async Task ReceiveAsync(XdsClient client, ResourceType type, string version, params string[] names)
    {
        var answer = await client.AcceptAsync(type);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Version, Is.EqualTo(version));
            Assert.That(answer.Names, Is.EqualTo(names));
        }
    }

    private static ResourceRequest Request(ResourceType type, string name, string version) =>
        new() { Node = Node, TypeUrl = type.TypeUrl, ResourceName = name, Version = version };

    private static IMessage Named(ResourceType type, string name) => type.ShortName switch
    {
        "CDS" => new Cluster { Name = name },
        "EDS" => new ClusterLoadAssignment { ClusterName = name },
        "LDS" => new Listener { Name = name },
        _ => new RouteConfiguration { Name = name },
    };
}
