using TrafficTrace.Fleet.Registration;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>A Dataplane that its proxy brought.</summary>
/// <param name="State">How the proxy stands to the control plane.</param>
/// <param name="Instance">Which of the control planes has the proxy, or had it last.</param>
/// <param name="Address">From where it connected; null when that is not known.</param>
/// <param name="GoneSince">Since when nobody has it; null while somebody has.</param>
internal sealed record RegistrationAnswer(
    string Mesh, string Name, RegistrationState State, string Instance, string? Address, DateTimeOffset? GoneSince)
{
    public static RegistrationAnswer Of(RegisteredDataplane registered) => new(
        registered.Mesh, registered.Name, registered.State, registered.Instance, registered.Address?.ToString(), registered.GoneAt);
}
