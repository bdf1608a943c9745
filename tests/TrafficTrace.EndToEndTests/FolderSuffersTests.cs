using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests;

/// <summary>
/// Whatever happens to the folder of resources while proxies carry traffic: nothing of theirs goes, unless it was meant to.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class FolderSuffersTests
{
    // More than the 5 s after which the folder is looked at without being asked, so that the accident has been seen.
    private static readonly TimeSpan UntilSeen = TimeSpan.FromSeconds(6);

    // The change is to be in force within a second; the rest is for asking Envoy on a machine that runs other tests beside.
    private static readonly TimeSpan SoonGone = TimeSpan.FromSeconds(2);

    public enum Accident
    {
        TruncatedAndWritten,
        RenamedOver,
        MadeUnreadable,
        Emptied,
        MovedAway,
        Broken,
    }

    [Test]
    public async Task No_accident_takes_a_listener_or_an_endpoint([Values] Accident accident)
    {
        await using var world = new World();
        var (pair, files) = await StartAsync(world);
        var before = await HoldAsync(pair);
        await using var traffic = new TrafficMaker(pair.Outbound.Port);

        await SufferAsync(world.Folder, files, accident);
        await Task.Delay(UntilSeen); // nothing is to happen, and nothing tells when it has not
        await traffic.StopAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await HoldAsync(pair), Is.EqualTo(before));
            Assert.That(traffic.Failures, Is.Empty);
            Assert.That(await world.ControlPlane.IsReadyAsync(), Is.True);
        }
    }

    [Test]
    public async Task A_swap_as_Kubernetes_makes_it_takes_nothing_and_a_file_left_out_of_it_goes()
    {
        await using var world = new World();
        var (pair, files) = await StartAsync(world);
        world.Folder.SwapData(files);
        await Task.Delay(UntilSeen);
        Assert.That(await EndpointsAsync(pair), Is.EqualTo(2));

        world.Folder.SwapData(files.Where(file => file.Key != "dataplane-second.yaml").ToDictionary());

        // A swap may raise no event.
        await Eventually.TrueAsync(async () => await EndpointsAsync(pair) == 1, UntilSeen, "the endpoint is gone");
    }

    [Test]
    public async Task A_deleted_file_takes_what_it_held_within_a_second()
    {
        await using var world = new World();
        var (pair, _) = await StartAsync(world);

        world.Folder.Delete("dataplane-second.yaml");

        await Eventually.TrueAsync(async () => await EndpointsAsync(pair) == 1, SoonGone, "the endpoint is gone");
    }

    private static async Task SufferAsync(ResourceFolder folder, IReadOnlyDictionary<string, string> files, Accident accident)
    {
        switch (accident)
        {
            case Accident.TruncatedAndWritten:
                foreach (var (name, text) in files) await folder.TruncateAndWriteAsync(name, text);
                break;
            case Accident.RenamedOver:
                foreach (var (name, text) in files) folder.Write(name, text);
                break;
            case Accident.MadeUnreadable:
                folder.SetMode(UnixFileMode.None); // for root it stays readable, which is as well
                break;
            case Accident.Emptied:
                foreach (var name in files.Keys) folder.Delete(name);
                break;
            case Accident.MovedAway:
                folder.MoveAway();
                break;
            default:
                foreach (var name in files.Keys) folder.Write(name, "type: [Mesh\n");
                break;
        }
    }

    /// <summary>A pair, and a second instance of the service; with all files and their texts.</summary>
    private static async Task<(Pair Pair, Dictionary<string, string> Files)> StartAsync(World world)
    {
        var sink = await world.SinkAsync();
        var pair = await Pair.StartAsync(world, Manifests.Mesh(Manifests.Zipkin("sink", sink.Url)));
        var second = await world.ServiceAsync("second", http2: true); // stands where its Envoy would, and Envoys speak HTTP/2 to each other
        world.Write(new Proxy("second", "backend") { InboundPort = second.Port, ServicePort = FreePorts.Next() });
        await Eventually.TrueAsync(async () => await EndpointsAsync(pair) == 2, TimeSpan.FromSeconds(5), "there are two endpoints");
        return (pair, Directory.EnumerateFiles(world.Folder.Path, "*.yaml").ToDictionary(file => Path.GetFileName(file), File.ReadAllText));
    }

    private static Task<long> EndpointsAsync(Pair pair) => pair.WebEnvoy.SumAsync("^cluster\\.backend\\.membership_total$");

    private static async Task<string> HoldAsync(Pair pair) =>
        $"{await pair.WebEnvoy.ListenerHistoryAsync()}\n{await pair.BackendEnvoy.ListenerHistoryAsync()}\nendpoints: "
            + $"{await EndpointsAsync(pair)}";
}
