using TrafficTrace.Core.Resources;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Fleet.Registration;

/// <summary>What becomes of a claim: pure.</summary>
internal static class Claims
{
    /// <summary>Why the stream is not let in; null when it is.</summary>
    /// <param name="known">Who has the name; null when nobody has.</param>
    /// <param name="claim">What the stream says.</param>
    public static StreamEnd? Refusal(RegisteredProxy? known, Claim claim)
    {
        if (known is null || known.GoneAt is not null || known.IsLost || known.Dataplane.HasContentOf(claim.Dataplane)) return null;
        if (known.Replaced == claim.Dataplane.SpecJson)
            return Refuse(claim, "a proxy that was started later replaced it with another Dataplane, and is connected");
        return claim.By.MayReplace(known.By)
            ? null
            : Refuse(claim, $"a proxy with another one is connected by this name, at {known.By.Address?.ToString() ?? "another address"}");
    }

    /// <summary>
    /// The proxy as the claim makes it: gone until its stream is open. Streams that stand for what it said before are in it no more.
    /// </summary>
    /// <param name="known">As it was; null when it was not there.</param>
    /// <param name="claim">One that is not refused.</param>
    /// <param name="instance">The one that it was made to.</param>
    /// <param name="generation">A new one, for where the claim changes what is kept.</param>
    /// <param name="now">The time.</param>
    public static RegisteredProxy Taken(RegisteredProxy? known, Claim claim, string instance, long generation, DateTimeOffset now)
    {
        if (known is null || !known.Dataplane.HasContentOf(claim.Dataplane))
        {
            var replaced = known is { GoneAt: null } ? known.Dataplane.SpecJson : null;
            return new(claim.Dataplane, claim.By, instance, generation) { Replaced = replaced, GoneAt = now };
        }

        var isKept = known is { IsLost: false } && known.Instance == instance;
        return known with
        {
            By = claim.By,
            Instance = instance,
            Generation = isKept ? known.Generation : generation,
            IsRecorded = isKept && known.IsRecorded,
            IsLost = false,
            GoneAt = known.Streams.IsEmpty ? now : null,
            Patience = RegisteredProxy.Linger,
        };
    }

    private static StreamEnd Refuse(Claim claim, string why) => new(
        StreamEndCode.InvalidArgument,
        $"the Dataplane of '{NodeName.Id(claim.Key.Mesh, claim.Key.Name)}' in its metadata is refused: {why}. Give each proxy a node id of "
            + "its own, or end the other one");
}
