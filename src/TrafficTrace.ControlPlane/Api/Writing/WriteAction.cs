namespace TrafficTrace.ControlPlane.Api.Writing;

/// <summary>What became of a key.</summary>
internal enum WriteAction
{
    Created,
    Updated,
    Unchanged,
    Deleted,
}
