using System.CommandLine;
using System.CommandLine.Parsing;
using TrafficTrace.Load.Meshes;

namespace TrafficTrace.Load;

/// <summary>The options that say how large a mesh is.</summary>
internal sealed class ShapeOptions
{
    private readonly Option<int> _proxies = Number("--proxies", "Number of proxies.", 1000);
    private readonly Option<int> _services = Number("--services", "Number of services.", 100);
    private readonly Option<int> _outbounds = Number("--outbounds", "Services that a proxy reaches.", 5);
    private readonly Option<int> _policies = Number("--policies", "Policies that select one proxy each, beside the one for all.", 0);
    private readonly Option<int> _backends = Number("--backends", "Tracing backends, at least two.", 2);

    private readonly Option<bool> _openTelemetry = new("--opentelemetry")
    {
        Description = "Backends are OpenTelemetry's: sampling stands on routes, which proxies ask for.",
    };

    private readonly Option<bool> _overlay = new("--overlay")
    {
        Description = "Another control plane serves the proxies: they ask for their runtime layer alone, as sidecars of Istio.",
    };

    public static Option<int> Number(string name, string description, int value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _proxies, _services, _outbounds, _policies, _backends, _openTelemetry, _overlay })
            command.Options.Add(option);
    }

    public MeshShape Of(ParseResult parsed) => new(
        parsed.GetValue(_proxies),
        parsed.GetValue(_services),
        parsed.GetValue(_outbounds),
        parsed.GetValue(_policies),
        parsed.GetValue(_backends),
        parsed.GetValue(_openTelemetry),
        parsed.GetValue(_overlay));

    public bool IsOverlay(CommandResult result) => result.GetValue(_overlay);
}
