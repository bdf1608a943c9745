using System.CommandLine;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Server;

/// <summary>One run of a command that speaks to a control plane.</summary>
internal sealed record Session(ApiClient Client, Terminal Terminal, ParseResult Parsed)
{
    public TextWriter Output => Terminal.Output;

    public TextWriter Error => Terminal.Error;
}
