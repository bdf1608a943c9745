namespace TrafficTrace.Tests.Registration;

/// <summary>Who is registered, told from the streams that are open, when the last of each name ended, and the rules alone.</summary>
internal sealed class RegistrationModel
{
    private readonly Dictionary<long, (string Name, int Port)> _streams = [];
    private readonly Dictionary<string, (int Port, string Address, int? Replaced, double? Until)> _names = [];
    private double _now;

    public long[] Streams => [.. _streams.Keys];

    public SortedDictionary<string, int> Registered =>
        new(_names.ToDictionary(name => name.Key, name => name.Value.Port), StringComparer.Ordinal);

    /// <summary>Whether it is let in.</summary>
    public bool Connect(long stream, string name, int port, string address)
    {
        var isThere = _streams.Values.Any(open => open.Name == name);
        if (!_names.TryGetValue(name, out var known) || !isThere) known = (port, address, null, null);
        else if (known.Port == port) known = known with { Address = address };
        else if (known.Replaced == port || known.Address != address) return false;
        else known = (port, address, known.Port, null);
        foreach (var other in _streams.Where(open => open.Value.Name == name && open.Value.Port != port).ToArray())
            _streams.Remove(other.Key);
        _streams[stream] = (name, port);
        _names[name] = known;
        return true;
    }

    public void Close(long stream)
    {
        var (name, _) = _streams[stream];
        _streams.Remove(stream);
        if (_streams.Values.All(open => open.Name != name)) _names[name] = _names[name] with { Replaced = null, Until = _now + 10 };
    }

    public void Pass(double seconds)
    {
        _now += seconds;
        foreach (var (name, known) in _names.ToArray())
        {
            if (known.Until <= _now) _names.Remove(name);
        }
    }

    public void Restart()
    {
        _streams.Clear();
        _now = 0; // as the clock of the next
        foreach (var name in _names.Keys.ToArray()) _names[name] = _names[name] with { Replaced = null, Until = 600 };
    }
}
