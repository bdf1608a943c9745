using System.Net;

namespace TrafficTrace.Xds.Streaming;

/// <summary>
/// Room that all clients share, such as bytes or connections: so much in all, and so much of it for one address
/// (<see cref="ClientNetwork"/>). What takes nothing is not remembered.
/// </summary>
public sealed class SharedRoom(long most, long mostOfOne)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, long> _byAddress = [];
    private long _taken;

    public long Most => most;

    public long MostOfOne => mostOfOne;

    /// <summary>What is taken now.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <param name="address">Whose; null where it is not known, which counts as one address.</param>
    /// <param name="amount">0 or more.</param>
    public RoomAnswer TryTake(IPAddress? address, long amount)
    {
        var key = ClientNetwork.Of(address);
        lock (_lock)
        {
            var own = _byAddress.GetValueOrDefault(key);
            if (_taken + amount > most) return RoomAnswer.Full;
            if (own + amount > mostOfOne) return RoomAnswer.FullForAddress;
            if (amount > 0) Set(key, own + amount, amount);
            return RoomAnswer.Taken;
        }
    }

    public void GiveBack(IPAddress? address, long amount)
    {
        if (amount == 0) return;
        var key = ClientNetwork.Of(address);
        lock (_lock) Set(key, _byAddress.GetValueOrDefault(key) - amount, -amount);
    }

    private void Set(IPAddress key, long own, long change)
    {
        _taken += change;
        if (own > 0) _byAddress[key] = own;
        else _byAddress.Remove(key);
    }
}
