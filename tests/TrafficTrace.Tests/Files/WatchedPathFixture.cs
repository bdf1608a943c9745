using TrafficTrace.ControlPlane.Sources.Files;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Tests.Files;

/// <summary>A real folder, looked at when the test says so, at a time that the test says.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public abstract class WatchedPathFixture : IDisposable
{
    private protected TempFolder Folder { get; } = new();

    private protected WatchedDisk Seen { get; } = new();

    private protected LargeReads Large { get; }

    private protected SemaphoreSlim Done { get; } = new(0);

    private protected WatchedPath Watched { get; }

    private protected DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

    protected WatchedPathFixture()
    {
        Large = new(() => Done.Release());
        Watched = new(Folder.Path, Seen, ReaderOptions.Default, Large);
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Seen.Dispose();
        Folder.Dispose();
        Done.Dispose();
    }

    private protected void Start(params string[] names)
    {
        foreach (var name in names) Folder.Write($"{name}.yaml", name);
        Settle();
    }

    /// <summary>Looks, and again after that time.</summary>
    private protected void Pass(TimeSpan time)
    {
        Look();
        Now += time;
        Look();
    }

    private protected TimeSpan? Look() => Watched.Look(Now, new(), all: true);

    private protected string[] InForce()
    {
        Look();
        return [.. Watched.Files.SelectMany(file => file.Resources).Select(placed => placed.Key.Name).Order(StringComparer.Ordinal)];
    }

    /// <summary>Looks and lets time pass, until all is at rest.</summary>
    private protected void Settle(string? touched = null)
    {
        var events = new FilesTouched();
        if (touched is not null) events.Add(Folder[touched]);
        for (var looks = 0; Watched.Look(Now, events, all: touched is null) is { } wait; looks++)
        {
            Assert.That(looks, Is.LessThan(5), "a file never comes to rest");
            Now += wait;
        }
    }

    private protected void AssertInForce(params string[] names)
    {
        Settle();
        Assert.That(InForce(), Is.EqualTo(names));
    }
}
