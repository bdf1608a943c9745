using System.CommandLine;
using TrafficTrace.Cli.Overlay;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Tls;
using TrafficTrace.Cli.Tokens;

namespace TrafficTrace.Cli.Bootstrap;

internal static class GenerateCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        command.Subcommands.Add(BootstrapCommand.Create(terminal));
        command.Subcommands.Add(GenerateOverlayCommand.Create(terminal));
        command.Subcommands.Add(TlsCommand.Create(terminal));
        command.Subcommands.Add(DataplaneTokenCommand.Create(terminal));
        command.Subcommands.Add(UserTokenCommand.Create(terminal));
    }
}
