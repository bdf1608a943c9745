using System.CommandLine;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Overlay;

internal static class GenerateOverlayCommand
{
    private static readonly string Names = string.Join('|', OverlayTarget.All.Select(target => target.Name));

    public static Command Create(Terminal terminal)
    {
        var target = new Option<OverlayTarget>("--for")
        {
            Description = "Who runs the proxies; plain is a bootstrap of your own.",
            HelpName = Names,
            Required = true,
        }.Read(text => OverlayTarget.All.FirstOrDefault(known => known.Name == text) is { } found
            ? (found, null)
            : (OverlayTarget.All[^1], $"it is one of {string.Join(", ", OverlayTarget.All.Select(known => known.Name))}"));
        target.CompletionSources.Add([.. OverlayTarget.All.Select(known => known.Name)]);
        var access = new AccessOptions();
        var command = new Command(
            "overlay", "Print what proxies of another control plane need, so that their sampling can be steered from here.")
        {
            target,
        };
        access.AddTo(command);
        command.Runs(terminal, parsed =>
        {
            terminal.Output.Write(parsed.GetRequiredValue(target).Render(access.Read(parsed, terminal)));
            return ExitCode.Done;
        });
        return command;
    }
}
