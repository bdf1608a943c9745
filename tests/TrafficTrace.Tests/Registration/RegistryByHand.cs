using System.Net;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Registration;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Registration;

/// <summary>A registry whose streams, rows and clock the test moves.</summary>
internal sealed class RegistryByHand(string instance = "this", bool isShared = false, RegistrationsByHand? rows = null)
{
    private readonly Dictionary<long, Dataplane> _brought = [];
    private long _known;

    public Registry Registry { get; } = new(instance, isShared);

    public RegistrationsByHand Rows { get; } = rows ?? new();

    public DateTimeOffset Now { get; private set; } = DateTimeOffset.UnixEpoch;

    /// <summary>Streams that were ended since another took their place.</summary>
    public HashSet<long> Ended { get; } = [];

    /// <summary>What the store has by now: name and port.</summary>
    public SortedDictionary<string, int> Store { get; } = new(StringComparer.Ordinal);

    public void Load() => Step(() => Registry.Load(Rows.Read(instance, 0, out _known), Now));

    public StreamEnd? Connect(long stream, string name, int port = 8080, string address = "10.0.0.1")
    {
        var dataplane = Registrars.Dataplane(name, port);
        StreamEnd? refusal = null;
        Step(() => refusal = Registry.Claim(new(dataplane, new(IPAddress.Parse(address), IsNamed: false)), Now));
        if (refusal is not null) return refusal;
        _brought[stream] = dataplane;
        Step(() => Assert.That(Registry.Opened(stream, dataplane), Is.True));
        return null;
    }

    public void Close(long stream) => Step(() => Registry.Closed(stream, _brought[stream].Key, Now));

    public void Pass(double seconds) => Step(() => Now = Now.AddSeconds(seconds));

    /// <summary>What others wrote.</summary>
    public void Look() => Step(() => Registry.Take(Rows.Read(instance, _known, out _known), Now));

    public int Release()
    {
        var released = 0;
        Step(() => released = Registry.Release("default"));
        return released;
    }

    public RegistrationState? StateOf(string name) => Registry.All.FirstOrDefault(proxy => proxy.Key.Name == name)?.State;

    private void Step(Action step)
    {
        step();
        Registry.Expire(Now);
        var news = Registry.News;
        Ended.UnionWith(news.Replaced);
        Rows.Write(news.Puts, news.Removals);
        foreach (var put in news.Puts) Registry.Recorded(put.Key, put.Generation);
        foreach (var (key, dataplane) in news.Changed)
        {
            if (dataplane is null) Store.Remove(key.Name);
            else Store[key.Name] = dataplane.Inbounds[0].Port;
        }

        news.Clear();
    }
}
