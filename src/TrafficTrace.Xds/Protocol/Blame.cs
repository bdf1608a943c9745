using Envoy.Api.Protos;

namespace TrafficTrace.Xds.Protocol;

/// <summary>A resource that a client rejected, and why.</summary>
/// <param name="Resource">The content that it rejected.</param>
/// <param name="Cause">What its text tells.</param>
/// <param name="Missing">The client holds no older version either, as far as its stream tells.</param>
public readonly record struct Blame(PackedResource Resource, RejectionCause Cause, bool Missing = false)
{
    public string Name => Resource.Name;

    /// <summary>It can be taken later as it is, so it is offered again.</summary>
    public bool CanPass => Cause != RejectionCause.Content;
}
