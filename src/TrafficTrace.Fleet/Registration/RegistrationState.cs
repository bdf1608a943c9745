namespace TrafficTrace.Fleet.Registration;

/// <summary>How a proxy that registered itself stands to the control plane.</summary>
public enum RegistrationState
{
    /// <summary>It has streams here.</summary>
    Connected,

    /// <summary>Another instance that lives has it.</summary>
    Elsewhere,

    /// <summary>Its last stream has ended; it is taken away a little later.</summary>
    Leaving,

    /// <summary>The instance that had it is gone, and it has not come back yet.</summary>
    Stale,

    /// <summary>It went away together with many others, so it stays until it returns or somebody lets it go.</summary>
    Lost,
}
