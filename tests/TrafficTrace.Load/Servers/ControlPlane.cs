using System.Diagnostics;
using TrafficTrace.Load.Meshes;

namespace TrafficTrace.Load.Servers;

/// <summary>The control plane, changed through the folder that it watches.</summary>
internal sealed class ControlPlane(string assembly, MeshFolder folder) : Server
{
    public override string Name => "control plane";

    protected override string ReadyPath => "/ready";

    public override bool Can(Change change, bool rtds) => true;

    public override void Make(Change change, bool rtds)
    {
        if (change == Change.Sampling) folder.ChangeSampling();
        else if (change == Change.OnePolicy) folder.ChangeOnePolicy();
        else folder.ToggleEndpoint();
    }

    protected override ProcessStartInfo Command(int xdsPort, int httpPort) =>
        new("dotnet", [assembly, "--xds-port", $"{xdsPort}", "--api-port", $"{httpPort}", "--resources", folder.Path])
        {
            WorkingDirectory = folder.Settings,
        };
}
