namespace TrafficTrace.ControlPlane.Api.Requests;

/// <summary>
/// Room for the bodies of all requests that are under way: the limit on one alone would let many clients fill the memory. What a body
/// takes is counted as it comes, so that a client who sends slowly, or only says that much will come, keeps nobody out.
/// </summary>
internal sealed class BodyRoom
{
    /// <summary>In bytes: sixteen of the largest.</summary>
    public const long Max = 16 * RequestText.MaxLength;

    private long _taken;

    /// <summary>False when there is none.</summary>
    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= Max) return true;
        Give(bytes);
        return false;
    }

    public void Give(long bytes) => Interlocked.Add(ref _taken, -bytes);
}
