using System.CommandLine;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Dump;

internal static class DumpCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void Fill(Command command, Terminal terminal)
    {
        var node = NameOptions.Node();
        var address = XdsAddress.Option("--xds-address");
        var rtds = new Option<bool>("--rtds")
        {
            Description = "Take sampling by runtime discovery, as a proxy with a generated bootstrap does.",
        };
        var delta = new Option<bool>("--delta") { Description = "Speak the delta protocol instead of state-of-the-world." };
        var type = Words.Optional<ConfigurationType>(
            "--type", "Print this part only; the runtime is there with --rtds, which it stands for.");
        var format = Words.Option<OutputFormat>("--output", "The form of what is printed.", "-o");
        var timeout = Duration.Option("--timeout", "How long to wait for all answers.", Patience);

        var authorities = new CaOption(" Without one, plain text is spoken.");
        var token = new TokenOption();
        Option[] all = [node, address, authorities.Option, rtds, delta, type, format, timeout, token.Token, token.File];
        foreach (var option in all) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (rtds.GivenIn(result) == "false" && type.GivenIn(result) == "runtime")
                result.AddError("--type runtime is there with --rtds alone, for which it stands by itself.");
        });
        command.Runs(terminal, (parsed, cancellation) =>
        {
            var options = new DumpOptions(
                parsed.GetValue(node),
                parsed.GetRequiredValue(address),
                parsed.GetValue(rtds) || parsed.GetValue(type) == ConfigurationType.Runtime,
                parsed.GetValue(delta),
                parsed.GetValue(type),
                parsed.GetValue(format),
                parsed.GetValue(timeout) ?? Patience,
                authorities.Find(parsed, terminal));
            var isSafe = options.Authorities is not null || new Uri($"http://{options.XdsAddress}").IsLoopback;
            var isTyped = parsed.GetValue(token.Token) is not null || parsed.GetValue(token.File) is not null;
            if (isTyped && !isSafe) throw PlainText(options.XdsAddress);
            // One that the surroundings have for the API is shown where nobody can read it on the way; without, the port may be open.
            var shown = isSafe ? token.Find(parsed, terminal, null) : null;
            return new DumpRun(options with { Token = shown }, terminal.Output, terminal.Error, terminal.Time).RunAsync(cancellation);
        });
    }

    private static CommandFailure PlainText(string address) => CommandFailure.WrongUse(
        $"The token is not sent to {address} in plain text: whoever is on the way could read it. Give --ca FILE.");
}
