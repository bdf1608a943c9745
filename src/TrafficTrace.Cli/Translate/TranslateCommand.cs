using System.CommandLine;
using TrafficTrace.Cli.Input;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Cli.Translate;

internal static class TranslateCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        var files = new InputOptions(terminal.Input);
        var node = NameOptions.Node();
        var sampling = Words.Option<SamplingMode>("--sampling", "How the proxy takes its sampling; with a generated bootstrap it is rtds.");
        var type = Words.Optional<ConfigurationType>(
            "--type", "Print this part only; the runtime is there with --sampling rtds, which it stands for.");
        var asBootstrap = new Option<bool>("--static")
        {
            Description = "Print a bootstrap with everything in it, which Envoy can check or run without a control plane.",
        };
        var format = Words.Option<OutputFormat>("--output", "The form of what is printed.", "-o");

        files.AddTo(command);
        foreach (var option in new Option[] { node, sampling, type, asBootstrap, format })
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(type) is not null && result.GetValue(asBootstrap))
                result.AddError("--static prints a whole bootstrap: leave --type out.");
            if (sampling.GivenIn(result) == "listener" && type.GivenIn(result) == "runtime")
                result.AddError("--type runtime is there with --sampling rtds alone, for which it stands by itself.");
        });
        command.SetAction(parsed =>
        {
            var options = new TranslateOptions(
                parsed.GetValue(node),
                parsed.GetValue(type) == ConfigurationType.Runtime ? SamplingMode.Rtds : parsed.GetValue(sampling),
                parsed.GetValue(type),
                parsed.GetValue(asBootstrap),
                parsed.GetValue(format));
            return new TranslateRun(options, terminal.Output, terminal.Error).Run(files.Read(parsed));
        });
    }
}
