using System.CommandLine;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Inspect;

/// <summary>What kumactl calls inspect.</summary>
internal static class InspectCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        command.Subcommands.Add(InspectDataplanes.Create(terminal));
        command.Subcommands.Add(InspectMeshes.Create(terminal));
        command.Subcommands.Add(InspectServices.Create(terminal));
        command.Subcommands.Add(InspectDataplane.Create(terminal));
        command.Subcommands.Add(InspectTrafficTrace.Create(terminal));
    }
}
