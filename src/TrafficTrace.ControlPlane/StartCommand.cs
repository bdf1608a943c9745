using System.CommandLine;
using TrafficTrace.ControlPlane.Options;

namespace TrafficTrace.ControlPlane;

/// <summary>The command line. Values are taken as they are and checked by <see cref="OptionsReader"/>, wherever they come from.</summary>
internal static class StartCommand
{
    public static RootCommand Create(Func<ParseResult, CancellationToken, Task<int>> run)
    {
        var command = new RootCommand(
            $"Steers tracing across a fleet of Envoys. Every option can also be a variable ({Setting.XdsPort.Variable}) or a key of {SettingSources.FileName}.");
        foreach (var setting in Setting.All)
        {
            var option = new Option<string[]>(setting.Option) { Description = setting.Description, HelpName = setting.Value };
            if (setting.IsSwitch) option.Arity = ArgumentArity.ZeroOrMore;
            command.Options.Add(option);
        }

        command.SetAction(run);
        return command;
    }
}
