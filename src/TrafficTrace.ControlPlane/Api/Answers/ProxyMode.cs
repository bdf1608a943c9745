namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>How a proxy takes its sampling.</summary>
internal enum ProxyMode
{
    /// <summary>In its listeners: a change drains connections.</summary>
    Listener,

    /// <summary>By its runtime layer.</summary>
    Rtds,

    /// <summary>By its runtime layer, over what another control plane says.</summary>
    Overlay,
}
