using System.Diagnostics;
using System.Globalization;
using TrafficTrace.Load.Http2;
using TrafficTrace.Load.Meshes;

namespace TrafficTrace.Load.Servers;

/// <summary>The control plane, changed through the folder that it watches.</summary>
internal sealed class ControlPlane(string assembly, MeshFolder folder, Secured? secured) : Server
{
    private const string ReadLine = " read; resources: ";
    private const string TimeOfDay = "HH:mm:ss.fff";

    private long _changeRead;

    public override string Name => "control plane";

    /// <summary>To the millisecond, the rest cut off. What follows, the new revision of the resources first, happens after it.</summary>
    public override DateTime? ChangeRead => new(Volatile.Read(ref _changeRead), DateTimeKind.Utc);

    public override int? Sampling => folder.Sampling;

    public override HttpClient Api => Http;

    public override Access Access => secured?.Access ?? Access.Plain;

    protected override string ReadyPath => "/ready";

    public override bool Can(Change change, bool rtds) => true;

    public override void Make(Change change, bool rtds)
    {
        if (change == Change.Sampling) folder.ChangeSampling();
        else if (change == Change.OnePolicy) folder.ChangeOnePolicy();
        else if (change == Change.MeshLeavesFiles) folder.RemoveMesh();
        else folder.ToggleEndpoint();
    }

    protected override void Said(string line)
    {
        if (!line.Contains(ReadLine, StringComparison.Ordinal)) return;
        var time = TimeOnly.ParseExact(line.AsSpan(0, TimeOfDay.Length), TimeOfDay, CultureInfo.InvariantCulture); // UTC, without its day
        Volatile.Write(ref _changeRead, (DateTime.UtcNow.Date + time.ToTimeSpan()).Ticks);
    }

    protected override ProcessStartInfo Command(int xdsPort, int httpPort) =>
        new(
            "dotnet",
            [assembly, "--xds-port", $"{xdsPort}", "--api-port", $"{httpPort}", "--resources", folder.Path, .. secured?.Options ?? []])
        {
            WorkingDirectory = folder.Settings,
        };
}
