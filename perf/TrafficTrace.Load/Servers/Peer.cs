using System.Diagnostics;
using System.Globalization;

namespace TrafficTrace.Load.Servers;

/// <summary>
/// A server on another snapshot cache, to compare with: it serves the bytes of a template and gives all nodes new listeners
/// on <c>PUT /change</c>.
/// </summary>
internal sealed class Peer(string program, string template, int proxies) : Server
{
    private int _changes;

    public override string Name => "peer";

    protected override string ReadyPath => "";

    public override bool Can(Change change, bool rtds) => change == Change.Sampling && !rtds;

    public override void Make(Change change, bool rtds) =>
        Put("/change", string.Create(CultureInfo.InvariantCulture, $$"""{"sampling": {{10 + (_changes++ % 80)}}}"""));

    protected override ProcessStartInfo Command(int xdsPort, int httpPort) => new(
        program,
        [
            "-n", $"{proxies}",
            "-node", "default.web-%d",
            "-listen", $"127.0.0.1:{xdsPort}",
            "-http", $"127.0.0.1:{httpPort}",
            "-template", template,
        ]);
}
