namespace TrafficTrace.Load.Proxies;

/// <summary>
/// Bytes that a proxy keeps of a response. Most are as long as those before them: they take their place, and nothing is allocated.
/// </summary>
internal static class Kept
{
    /// <summary>False when they are the same.</summary>
    public static bool Put(ref byte[] kept, ReadOnlySpan<byte> value)
    {
        if (value.SequenceEqual(kept)) return false;
        if (kept.Length == value.Length) value.CopyTo(kept);
        else kept = value.ToArray();
        return true;
    }
}
