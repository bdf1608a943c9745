using System.Text.Json.Nodes;
using Envoy.Api.Protos;
using Envoy.Config.Cluster.V3;
using Envoy.Config.Endpoint.V3;
using Envoy.Config.Listener.V3;
using Envoy.Config.Route.V3;
using Envoy.Extensions.Filters.Network.HttpConnectionManager.V3;
using Envoy.Service.Runtime.V3;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using TrafficTrace.Cli.Dump;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Tests.Cli;

[Parallelizable(ParallelScope.All)]
internal sealed class DumpTests
{
    private static readonly Cluster Orders = new()
    {
        Name = "orders",
        Type = Cluster.Types.DiscoveryType.Eds,
        EdsClusterConfig = new Cluster.Types.EdsClusterConfig { ServiceName = "default/orders" },
    };

    private static readonly Cluster Stock = new()
    {
        Name = "stock",
        Type = Cluster.Types.DiscoveryType.Eds,
        EdsClusterConfig = new Cluster.Types.EdsClusterConfig(),
    };

    private static readonly Cluster Collector = new() { Name = "tracing:zipkin", Type = Cluster.Types.DiscoveryType.StrictDns };

    private static readonly Listener Outbound = Managed("outbound", new HttpConnectionManager { StatPrefix = "orders" });

    private static readonly Listener WithRoutes =
        Managed("traced", new HttpConnectionManager { Rds = new() { RouteConfigName = "traced:routes" } });

    private static readonly Runtime Sampling = new()
    {
        Name = "tracing",
        Layer = new Struct { Fields = { ["tracing.global_enabled"] = Value.ForNumber(100) } },
    };

    [Test]
    public async Task It_asks_as_Envoy_does_and_acknowledges_each_answer()
    {
        var discovery = Complete();
        var run = await DumpAsync(discovery, "--rtds");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var requests = discovery.Requests.ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(requests[0].Node.Id, Is.EqualTo("default.web-1"));
            Assert.That(requests[0].Node.UserAgentName, Is.EqualTo("traffictrace-dump"));
            Assert.That(requests.Skip(1).Select(request => request.Node), Is.All.Null);
            Assert.That(
                requests.Where(request => request.ResponseNonce.Length == 0)
                    .Select(request => $"{request.TypeUrl.Split('.')[^1]} {string.Join(',', request.ResourceNames)}"),
                Is.EqualTo(["Runtime tracing", "Cluster ", "ClusterLoadAssignment default/orders,stock", "Listener "]));
            Assert.That(
                requests.Where(request => request.ResponseNonce.Length > 0).Select(request => (request.VersionInfo, request.ResponseNonce))
                    .Take(3),
                Is.EqualTo([("v1", "1"), ("v1", "2"), ("v1", "3")]));
        }
    }

    [Test]
    public async Task It_prints_all_parts_sorted_by_name_with_every_Any_expanded()
    {
        var run = await DumpAsync(Complete(), "--rtds", "-o", "json");
        var document = JsonNode.Parse(run.Output)!.AsObject();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(document.Select(part => part.Key), Is.EqualTo(["runtime", "clusters", "endpoints", "listeners"]));
            Assert.That(
                document["clusters"]!.AsArray().Select(cluster => (string?)cluster!["name"]),
                Is.EqualTo(["orders", "stock", "tracing:zipkin"]));
            Assert.That(
                (string?)document["listeners"]![0]!["filterChains"]![0]!["filters"]![0]!["typedConfig"]!["statPrefix"],
                Is.EqualTo("orders"));
            Assert.That(run.Error, Is.Empty);
        }
    }

    [Test]
    public async Task A_token_is_shown_where_nobody_can_read_it_on_the_way()
    {
        var discovery = Complete();
        await DumpAsync(discovery, "--token", "a.b.c");
        var far = await CommandRun.OfAsync("dump", "--node", "default.web-1", "--xds-address", "192.0.2.1:1", "--token", "a.b.c");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(discovery.Authorization, Is.EqualTo("Bearer a.b.c"));
            Assert.That(far.ExitCode, Is.EqualTo(2));
            Assert.That(far.Error, Does.Contain("The token is not sent to 192.0.2.1:1"));
        }
    }

    [Test]
    public async Task Yaml_is_the_default_and_keeps_the_types_of_values()
    {
        var run = await DumpAsync(Complete(), "--rtds", "--type", "runtime");
        Assert.That(run.Output, Is.EqualTo("""
            runtime:
            - name: tracing
              layer:
                tracing.global_enabled: 100

            """));
    }

    [Test]
    public async Task Asking_for_the_runtime_is_taking_sampling_by_it()
    {
        var run = await DumpAsync(Complete(), "--type", "runtime");
        Assert.That(run.Output, Does.StartWith("runtime:\n- name: tracing"));
    }

    [Test]
    public async Task Without_rtds_no_runtime_is_asked_for()
    {
        var discovery = Complete();
        var run = await DumpAsync(discovery);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(discovery.Requests.Select(request => request.TypeUrl), Does.Not.Contain(TypeUrls.Runtime));
            Assert.That(run.Output, Does.Not.Contain("runtime:"));
        }
    }

    [Test]
    public async Task Delta_prints_the_same()
    {
        var discovery = Complete();
        var delta = await DumpAsync(discovery, "--rtds", "--delta");
        var stateOfTheWorld = await DumpAsync(Complete(), "--rtds");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(delta.Output, Is.EqualTo(stateOfTheWorld.Output));
            Assert.That(discovery.DeltaRequests.Select(request => request.Node?.Id).Take(2), Is.EqualTo(["default.web-1", null]));
        }
    }

    [Test]
    public async Task Endpoints_that_come_one_by_one_are_all_waited_for()
    {
        var discovery = Complete();
        discovery.Answers[TypeUrls.ClusterLoadAssignment] = [[Named("stock")], [Named("default/orders")]];
        var run = await DumpAsync(discovery, "--type", "endpoints", "-o", "json");
        Assert.That(
            JsonNode.Parse(run.Output)!["endpoints"]!.AsArray().Select(assignment => (string?)assignment!["clusterName"]),
            Is.EqualTo(["default/orders", "stock"]));
    }

    [Test]
    public async Task A_node_without_a_Dataplane_is_told_so()
    {
        var discovery = new ScriptedDiscovery { Answers = { [TypeUrls.Runtime] = [[("tracing", Sampling)]] } };
        await using var server = await FakeControlPlane.StartAsync(discovery);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var time = new FakeTimeProvider();
        var options = new DumpOptions(
            new NodeName("default", "web-1"), server.Address, Rtds: true, Delta: false, null, OutputFormat.Yaml, TimeSpan.FromSeconds(5));

        var run = new DumpRun(options, output, error, time).RunAsync(CancellationToken.None);
        await discovery.Asked(TypeUrls.Cluster);
        time.Advance(options.Timeout);

        var failure = await Assert.ThrowsAsync<CommandFailure>(() => run);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.ExitCode, Is.EqualTo(4));
            Assert.That(
                failure.Message,
                Does.StartWith("Not answered within 5s: clusters. Most likely there is no Dataplane \"web-1\" in mesh \"default\" yet"));
            Assert.That(output.ToString(), Does.StartWith("runtime:"));
        }
    }

    [Test]
    public async Task Routes_are_asked_for_by_the_names_that_listeners_have()
    {
        var discovery = Complete();
        discovery.Answers[TypeUrls.Listener] = [[("outbound", Outbound), ("traced", WithRoutes)]];
        var routes = new RouteConfiguration { Name = "traced:routes", VirtualHosts = { new VirtualHost { Name = "orders" } } };
        discovery.Answers[TypeUrls.RouteConfiguration] = [[("traced:routes", routes)]];
        var run = await DumpAsync(discovery, "--type", "routes");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                discovery.Requests.First(request => request.TypeUrl == TypeUrls.RouteConfiguration).ResourceNames,
                Is.EqualTo(["traced:routes"]));
            Assert.That(run.Output, Is.EqualTo("routes:\n- name: traced:routes\n  virtualHosts:\n  - name: orders\n"));
        }
    }

    [Test]
    public async Task An_ended_stream_names_the_endpoints_that_are_missing()
    {
        using var stream = new EndingStream(
            new Answer(TypeUrls.Cluster, [DeterministicAny.Pack(Orders), DeterministicAny.Pack(Stock)], []),
            new Answer(TypeUrls.ClusterLoadAssignment, [DeterministicAny.Pack(Named("default/orders").Message)], []));
        var subscriber = new Subscriber(stream);
        await Assert.ThrowsAsync<EndOfStreamException>(() => subscriber.ReceiveAllAsync(rtds: false, CancellationToken.None));
        Assert.That(subscriber.WaitingFor, Is.EqualTo("endpoints stock"));
    }

    [Test]
    public async Task A_refused_stream_gives_the_servers_reason()
    {
        var run = await DumpAsync(new ScriptedDiscovery { Refusal = new Status(StatusCode.InvalidArgument, "no mesh of that name") });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Error, Does.EndWith("ended the stream with InvalidArgument: no mesh of that name\n"));
        }
    }

    [Test]
    public async Task An_absent_control_plane_is_named_with_its_address()
    {
        var address = await FreedAddressAsync();
        var run = await CommandRun.OfAsync("dump", "--node", "default.web-1", "--xds-address", address);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(3));
            Assert.That(run.Error, Does.StartWith($"The control plane at {address} cannot be reached: "));
        }
    }

    [TestCase("--node \"x\": a node id is <mesh>.<dataplane>", "--node", "x")]
    [TestCase("--type \"x\": it is one of runtime, clusters, endpoints, listeners, routes.", "--node", "a.x", "--type", "x")]
    [TestCase("--timeout \"5x\": write a duration as 5s or 500ms", "--node", "a.x", "--timeout", "5x")]
    [TestCase("--timeout \"5ss\": write a duration as 5s or 500ms", "--node", "a.x", "--timeout", "5ss")]
    [TestCase("--timeout \"0\": write a duration as 5s or 500ms", "--node", "a.x", "--timeout", "0")]
    [TestCase("--xds-address \"abc\": it must be host:port", "--node", "a.x", "--xds-address", "abc")]
    public async Task A_wrong_option_ends_with_2(string message, params string[] options)
    {
        var run = await CommandRun.OfAsync(["dump", .. options]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(2));
            Assert.That(run.Error, Does.StartWith(message));
        }
    }

    private static ScriptedDiscovery Complete() => new()
    {
        Answers =
        {
            [TypeUrls.Runtime] = [[("tracing", Sampling)]],
            [TypeUrls.Cluster] = [[("tracing:zipkin", Collector), ("stock", Stock), ("orders", Orders)]],
            [TypeUrls.ClusterLoadAssignment] = [[Named("stock"), Named("default/orders")]],
            [TypeUrls.Listener] = [[("outbound", Outbound)]],
        },
    };

    private static Listener Managed(string name, HttpConnectionManager manager) => new()
    {
        Name = name,
        FilterChains = { new FilterChain { Filters = { new Filter { Name = "hcm", TypedConfig = DeterministicAny.Pack(manager) } } } },
    };

    private static (string Name, IMessage Message) Named(string assignment) =>
        (assignment, new ClusterLoadAssignment { ClusterName = assignment });

    private static async Task<CommandRun> DumpAsync(ScriptedDiscovery discovery, params string[] options)
    {
        await using var server = await FakeControlPlane.StartAsync(discovery);
        return await CommandRun.OfAsync(["dump", "--node", "default.web-1", "--xds-address", server.Address, .. options]);
    }

    private static async Task<string> FreedAddressAsync()
    {
        await using var server = await FakeControlPlane.StartAsync(new ScriptedDiscovery());
        return server.Address;
    }
}
