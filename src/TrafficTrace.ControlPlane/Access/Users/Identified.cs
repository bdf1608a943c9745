namespace TrafficTrace.ControlPlane.Access.Users;

/// <summary>Who asks, as far as the request shows it.</summary>
/// <param name="Caller">Anonymous where it shows nobody.</param>
/// <param name="Fault">What is wrong with the token that was sent; null where none was, or it is right.</param>
internal sealed record Identified(Caller Caller, string? Fault = null)
{
    /// <summary>Why a caller at this machine is not taken for its admin; empty where there is nothing to say.</summary>
    public string NotLocal { get; private init; } = "";

    /// <summary>Whether the token could not be looked at: that says nothing of it.</summary>
    public bool IsUndecided { get; private init; }

    public static Identified Nobody(string notLocal) => new(Caller.Anonymous) { NotLocal = notLocal };

    public static Identified Refused(string fault) => new(Caller.Anonymous, fault);

    public static Identified Undecided(string why) => new(Caller.Anonymous, why) { IsUndecided = true };
}
