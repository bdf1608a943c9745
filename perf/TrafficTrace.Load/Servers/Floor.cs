using System.Diagnostics;
using TrafficTrace.Load.Http2;
using TrafficTrace.Load.Meshes;

namespace TrafficTrace.Load.Servers;

/// <summary>
/// The barest server on the same framework: it sends the bytes of a template again, to as many streams as a change concerns.
/// </summary>
internal sealed class Floor(string assembly, string template, MeshShape shape, Secured? secured) : Server
{
    public override string Name => "floor";

    public override Access Access => secured?.Access ?? Access.Plain;

    protected override string ReadyPath => "/ready";

    public override bool Can(Change change, bool rtds) => true;

    public override void Make(Change change, bool rtds) => Put(change switch
    {
        Change.Sampling when rtds => "/change/runtime",
        Change.Sampling => "/change/listener",
        Change.OnePolicy => "/change/listener?streams=1",
        _ => $"/change/endpoint?streams={shape.UsersOf(shape.ChangedService)}",
    });

    protected override ProcessStartInfo Command(int xdsPort, int httpPort) =>
        new("dotnet",
            [assembly, $"{xdsPort}", $"{httpPort}", template, .. secured is null ? [] : new[] { secured.Certificate, secured.Key }]);
}
