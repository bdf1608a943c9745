namespace TrafficTrace.Tests.Registration;

/// <summary>Two instances on one set of rows, and proxies that have a stream at one of them or at none.</summary>
internal sealed class Replicas
{
    private readonly Dictionary<string, (int At, long Stream)> _streams = new(StringComparer.Ordinal);
    private readonly RegistryByHand[] _both;
    private long _last;

    public Replicas()
    {
        var rows = new RegistrationsByHand();
        _both = [new("one", isShared: true, rows), new("other", isShared: true, rows)];
        foreach (var replica in _both) replica.Load();
    }

    /// <summary>Proxies with a stream that one of them does not know.</summary>
    public IEnumerable<string> Missing => _streams.Keys.Where(name => !Array.TrueForAll(_both, each => each.Store.ContainsKey(name)));

    /// <summary>Proxies without a stream that one of them still has.</summary>
    public IEnumerable<string> Left => _both.SelectMany(each => each.Store.Keys).Where(name => !_streams.ContainsKey(name));

    /// <summary>The proxy comes to one of them, so many seconds after it left where it was.</summary>
    public void Move(string name, int to, int after)
    {
        Leave(name);
        Beat(after);
        Assert.That(_both[to].Connect(++_last, name), Is.Null);
        _streams[name] = (to, _last);
    }

    public void Leave(string name)
    {
        if (_streams.Remove(name, out var open)) _both[open.At].Close(open.Stream);
    }

    public void Beat(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            foreach (var replica in _both)
            {
                replica.Pass(1);
                replica.Look();
            }
        }
    }
}
