namespace TrafficTrace.Xds.Streaming;

/// <summary>
/// How much all clients together may make the server remember, by the names that they give and the texts of their rejections. What
/// a stream needs at least counts for nothing, so an ordinary proxy is served though others have filled the room.
/// </summary>
/// <param name="most">Bytes.</param>
internal sealed class HeldBytes(long most)
{
    /// <summary>Bytes that each stream may take.</summary>
    public const int Free = 16 * 1024;

    private long _taken;

    /// <param name="counted">What the stream has taken of the room; changed when there is room.</param>
    /// <param name="bytes">What it holds now.</param>
    /// <returns>False when there is no room.</returns>
    public bool TryTake(ref long counted, long bytes)
    {
        var more = Math.Max(0, bytes - Free) - counted;
        if (more == 0) return true;
        if (Interlocked.Add(ref _taken, more) > most && more > 0)
        {
            Interlocked.Add(ref _taken, -more);
            return false;
        }

        counted += more;
        return true;
    }

    /// <summary>Of a stream that has ended.</summary>
    public void GiveBack(long counted) => Interlocked.Add(ref _taken, -counted);
}
