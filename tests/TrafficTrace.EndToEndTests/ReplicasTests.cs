using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TrafficTrace.EndToEndTests.Harness;
using TrafficTrace.Tests.Storage;

namespace TrafficTrace.EndToEndTests;

/// <summary>
/// Three control planes on one database, Envoys under traffic and many other clients: what befalls the control planes and their database is
/// no affair of the proxies. For more of it: <c>REPLICAS_CUT=120 dotnet test … --filter Three_replicas</c>.
/// </summary>
[NonParallelizable] // three hundred clients, five Envoys and five other processes are enough for one machine
internal sealed class ReplicasTests
{
    private const int Replicas = 3;
    private const int Envoys = 5;

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(20) };
    private static readonly int Clients = Number("REPLICAS_CLIENTS", 300);
    private static readonly TimeSpan Cut = TimeSpan.FromSeconds(Number("REPLICAS_CUT", 6));
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Test]
    public async Task Three_replicas_lose_one_and_the_database_and_the_way_to_it_and_no_proxy_notices()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var world = new World();
        world.Folder.Write("clients.yaml", string.Join("---\n", Enumerable.Range(0, Clients).Select(Dataplane)));
        TcpRelay[] ways = [.. Enumerable.Range(0, Replicas).Select(_ => world.Owns(TcpRelay.To(PortOf(server))))];
        ControlPlaneProcess[] replicas =
            [.. ways.Select(way => world.Owns(new ControlPlaneProcess(world.Folder.Path, "--store", Store(way))))];
        await Task.WhenAll(replicas.Select(replica => replica.StartAndReadyAsync()));
        await PutAsync(replicas[0], 10);
        var fleet = await RegisteredFleet.StartAsync(world, Envoys, number => replicas[number % Replicas].XdsPort);
        RoamingClient[] clients =
        [
            .. Enumerable.Range(0, Clients).Select(number => world.Owns(new RoamingClient(
                $"default.client-{number}", [.. Enumerable.Range(number, Replicas).Select(turn => replicas[turn % Replicas].XdsPort)]))),
        ];
        await AllHaveAsync(clients, 10, TimeSpan.FromSeconds(30));
        var before = await fleet.EndpointsAsync();

        await replicas[2].KillAsync();
        for (var number = 2; number < Envoys; number += Replicas) fleet.Ways[number].Turn(replicas[0].XdsPort);
        await PutAsync(replicas[1], 20);
        await AllHaveAsync(clients, 20, Soon);

        await server.KillAsync();
        await fleet.Traffic.AnsweredAsync(50);
        await server.StartAgainAsync();
        await PutAsync(replicas[0], 30);
        await AllHaveAsync(clients, 30, Soon);

        ways[1].Stall(); // nobody is told, as when a network breaks
        await PutAsync(replicas[0], 40);
        await Task.Delay(Cut); // nothing is to happen, and nothing tells that it does not
        ways[1].Mend();
        await AllHaveAsync(clients, 40, Soon);

        await replicas[2].StartAndReadyAsync();
        await StatusIsRightAsync(replicas);
        await fleet.ConnectedAsync();
        await fleet.Traffic.AnsweredAsync(50);
        await fleet.Traffic.StopAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fleet.Traffic.Failures, Is.Empty);
            Assert.That(fleet.Traffic.Closes, Is.Zero, "no listener drains");
            Assert.That(await fleet.EndpointsAsync(), Is.EqualTo(before));
            Assert.That(clients.Sum(client => client.Again), Is.Zero, "who moves is sent nothing that it has");
            Assert.That(clients.Sum(client => client.Removed), Is.Zero);
        }
    }

    private static Task<TimeSpan> AllHaveAsync(RoamingClient[] clients, int percent, TimeSpan within) => Eventually.TrueAsync(
        () => clients.All(client => client.Sampling == $"{percent * 100}"), within, $"all clients sample {percent} %");

    /// <summary>Until the database takes it, which may have been away a moment ago.</summary>
    private static Task<TimeSpan> PutAsync(ControlPlaneProcess replica, int sampling) => Eventually.TrueAsync(
        async () =>
        {
            var yaml = $"{Manifests.Mesh(Manifests.Zipkin("sink", new("http://127.0.0.1:9411/api/v2/spans"), sampling))}---\n"
                + Manifests.TrafficTrace("all", "sink");
            using var body = new StringContent(yaml, Encoding.UTF8, "application/yaml");
            using var answer = await Http.PostAsync(Api(replica, "/_apply"), body);
            return answer.StatusCode == HttpStatusCode.OK;
        },
        TimeSpan.FromSeconds(15),
        $"the sampling of {sampling} % is written");

    private static Task<TimeSpan> StatusIsRightAsync(ControlPlaneProcess[] replicas) => Eventually.TrueAsync(
        async () => (await Task.WhenAll(replicas.Select(AcceptedAsync))).All(accepted => accepted == Clients + Envoys),
        TimeSpan.FromSeconds(10),
        "each control plane says that all proxies have accepted it, wherever they are connected");

    private static async Task<int> AcceptedAsync(ControlPlaneProcess replica)
    {
        var status = await Http.GetStringAsync(Api(replica, "/meshes/default/traffic-traces/all/_status"));
        return (int)JsonNode.Parse(status)!["proxies"]!["accepted"]!;
    }

    private static Uri Api(ControlPlaneProcess replica, string path) => new($"http://127.0.0.1:{replica.ApiPort}{path}");

    private static string Store(TcpRelay way) => $"postgres:Host=127.0.0.1;Port={way.Port};Username=postgres";

    private static int PortOf(PostgresServer server) =>
        int.Parse(server.Place.Split("Port=")[1], NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Dataplane(int number) => Manifests.Dataplane(
        new Proxy($"client-{number}", "client") { InboundPort = 1024 + number, ServicePort = 80 });

    private static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : usual;
}
