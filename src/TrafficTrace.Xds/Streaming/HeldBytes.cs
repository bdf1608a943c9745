using System.Net;

namespace TrafficTrace.Xds.Streaming;

/// <summary>
/// How much all clients together, and those of one address, may make the server remember, by the names that they give and the texts of
/// their rejections. What a stream needs at least counts for nothing, so an ordinary proxy is served though others have filled the room.
/// </summary>
/// <param name="most">Bytes.</param>
/// <param name="mostOfOne">Bytes of one address.</param>
internal sealed class HeldBytes(long most, long mostOfOne)
{
    /// <summary>Bytes that each stream may take.</summary>
    public const int Free = 16 * 1024;

    private readonly SharedRoom _room = new(most, mostOfOne);

    /// <param name="address">Of the client.</param>
    /// <param name="counted">What the stream has taken of the room; changed when there is room.</param>
    /// <param name="bytes">What it holds now.</param>
    /// <returns>False when there is no room.</returns>
    public bool TryTake(IPAddress? address, ref long counted, long bytes)
    {
        var more = Math.Max(0, bytes - Free) - counted;
        if (more < 0) _room.GiveBack(address, -more);
        else if (more > 0 && _room.TryTake(address, more) != RoomAnswer.Taken) return false;
        counted += more;
        return true;
    }

    /// <summary>Of a stream that has ended.</summary>
    public void GiveBack(IPAddress? address, long counted) => _room.GiveBack(address, counted);
}
