using System.Globalization;
using TrafficTrace.EndToEndTests.Harness;
using TrafficTrace.Tests.Storage;

namespace TrafficTrace.EndToEndTests;

/// <summary>
/// Envoys that register by their metadata alone, under traffic, while the control plane dies and the network goes. For more of it:
/// <c>REGISTERED_ENVOYS=20 REGISTERED_RETURN=25 REGISTERED_CUT=180 dotnet test … --filter Registered_Envoys</c>.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class RegistrationTests
{
    // Seconds until the server knows of a connection that says nothing, and then has waited long enough.
    private const int Silence = 90;

    private static readonly int Envoys = Number("REGISTERED_ENVOYS", 4);
    private static readonly int ReturnSeconds = Number("REGISTERED_RETURN", 1);
    private static readonly int CutSeconds = Number("REGISTERED_CUT", 2);

    [Test]
    public async Task Registered_Envoys_keep_every_endpoint_through_a_kill_a_slow_return_and_a_cut()
    {
        using var store = new StoreFolder();
        await using var world = new World("--store", store.Address);
        world.Folder.Write("mesh.yaml", Manifests.Mesh());
        await world.ControlPlane.StartAndReadyAsync();
        var fleet = await RegisteredFleet.StartAsync(world, Envoys, _ => world.ControlPlane.XdsPort);
        var before = await fleet.EndpointsAsync();

        foreach (var way in fleet.Ways) way.Cut();
        await world.ControlPlane.KillAsync();
        var starting = world.ControlPlane.StartAndReadyAsync();
        await OneByOneAsync(fleet, way => way.Mend());
        await starting;
        await fleet.ConnectedAsync();
        await fleet.Traffic.AnsweredAsync(50);
        Assert.That(await fleet.EndpointsAsync(), Is.EqualTo(before), "after the restart");

        foreach (var way in fleet.Ways) CutOff(way);
        await Task.Delay(TimeSpan.FromSeconds(CutSeconds)); // nothing tells that nothing happens
        if (CutSeconds >= Silence) Assert.That(await RegisteredFleet.StatesAsync(world.ControlPlane), Is.All.EqualTo("Lost"));
        foreach (var way in fleet.Ways) way.Mend();
        await fleet.ConnectedAsync();
        await RegisteredFleet.AllAreAsync(world.ControlPlane, "Connected");
        await ServedAsBeforeAsync(fleet, before);
    }

    [Test]
    public async Task Registered_Envoys_of_a_replica_that_is_killed_keep_every_endpoint_at_the_other()
    {
        await using var server = await PostgresServer.StartAsync();
        string[] options = ["--store", $"postgres:{server.Place};Username=postgres"];
        await using var world = new World(options);
        world.Folder.Write("mesh.yaml", Manifests.Mesh());
        var other = world.Owns(new ControlPlaneProcess(world.Folder.Path, options));
        await Task.WhenAll(world.ControlPlane.StartAndReadyAsync(), other.StartAndReadyAsync());
        var fleet = await RegisteredFleet.StartAsync(
            world, Envoys, number => number % 2 == 0 ? world.ControlPlane.XdsPort : other.XdsPort);
        var before = await fleet.EndpointsAsync();

        await other.KillAsync();
        await OneByOneAsync(fleet, way => way.Turn(world.ControlPlane.XdsPort));
        await fleet.ConnectedAsync();
        await RegisteredFleet.AllAreAsync(world.ControlPlane, "Connected");
        await ServedAsBeforeAsync(fleet, before);
    }

    private static async Task ServedAsBeforeAsync(RegisteredFleet fleet, string[] before)
    {
        await fleet.Traffic.AnsweredAsync(50);
        await fleet.Traffic.StopAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await fleet.EndpointsAsync(), Is.EqualTo(before));
            Assert.That(fleet.Traffic.Failures, Is.Empty);
        }
    }

    // As a network does it, where there is time enough until both sides find out.
    private static void CutOff(TcpRelay way)
    {
        if (CutSeconds >= Silence) way.Stall();
        else way.Cut();
    }

    private static async Task OneByOneAsync(RegisteredFleet fleet, Action<TcpRelay> next)
    {
        foreach (var way in fleet.Ways)
        {
            await Task.Delay(TimeSpan.FromSeconds((double)ReturnSeconds / fleet.Ways.Length));
            next(way);
        }
    }

    private static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : usual;
}
