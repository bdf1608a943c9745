namespace TrafficTrace.Load.Servers;

/// <summary>What the servers are called on the command line.</summary>
internal static class ServerNames
{
    public const string ControlPlane = "control-plane";
    public const string Floor = "floor";
    public const string Peer = "peer";
}
