using System.Net;

namespace TrafficTrace.Fleet.Registration;

/// <summary>A proxy that registered itself, as others are told of it. Mesh and name are those of its Dataplane.</summary>
/// <param name="State">How it stands to the control plane.</param>
/// <param name="Instance">Which of the control planes has it, or had it last.</param>
/// <param name="Address">From where it connected; null when that is not known.</param>
/// <param name="GoneAt">Since when nobody has it; null while somebody has.</param>
public sealed record RegisteredDataplane(
    string Mesh, string Name, RegistrationState State, string Instance, IPAddress? Address, DateTimeOffset? GoneAt)
{
    internal static RegisteredDataplane Of(RegisteredProxy proxy) =>
        new(proxy.Key.Mesh, proxy.Key.Name, proxy.State, proxy.Instance, proxy.By.Address, proxy.GoneAt);
}
