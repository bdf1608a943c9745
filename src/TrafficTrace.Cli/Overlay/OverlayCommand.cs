using System.CommandLine;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Input;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Overlay;

internal static class OverlayCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        var source = new Argument<string>("SOURCE")
        {
            Description =
                "The URL of an Envoy's admin port, as http://127.0.0.1:9901; or a file with its /config_dump, - for standard input.",
        };
        source.Validators.Add(result =>
        {
            if (result.Tokens is [.., { Value: var text }] && !DumpSource.IsOne(text))
                result.AddError($"SOURCE \"{text}\": it is neither a URL nor a file that is there.");
        });
        var format = Words.Option<TableFormat>("--output", "The form of what is printed.", "-o");
        var check = new Command("check", "Say of each connection manager of an Envoy whether its sampling can be steered from here.")
        {
            source, format,
        };
        check.Runs(terminal, async (parsed, cancellation) =>
        {
            var from = parsed.GetRequiredValue(source);
            var (json, runtime) = await DumpSource.ReadAsync(from, terminal.Input, cancellation);
            var dump = new ConfigDump(json);
            if (!dump.IsOne) throw CommandFailure.WrongUse($"{from}: holds no bootstrap, so it is no answer to Envoy's /config_dump.");
            var judge = new ManagerCheck(dump);
            CheckedManager[] managers = [.. dump.ConnectionManagers().Select(one => judge.Of(one.Listener, one.Manager))];
            string[] layers = [.. LayerCheck.Of(dump, runtime)];
            AnswerPrint.Write(
                Answer(managers, layers), parsed.GetValue(format), terminal.Output, managers.Select(one => one.Listener),
                () => Print(managers, layers, terminal.Output));
            var isSteered = layers.Length == 0 && Array.TrueForAll(managers, one => one.Steering != Steering.Deaf);
            return isSteered ? ExitCode.Done : ExitCode.Refused;
        });
        command.Subcommands.Add(check);
    }

    private static JsonObject Answer(CheckedManager[] managers, string[] layers) => new()
    {
        ["layers"] = new JsonArray([.. layers.Select(layer => JsonValue.Create(layer))]),
        ["managers"] = new JsonArray([.. managers.Select(one => new JsonObject
        {
            ["listener"] = one.Listener,
            ["statPrefix"] = one.StatPrefix,
            ["verdict"] = Word(one.Steering),
            ["because"] = one.Because,
        })]),
    };

    private static void Print(CheckedManager[] managers, string[] layers, TextWriter output)
    {
        var table = new TextTable("LISTENER", "STAT PREFIX", "VERDICT", "BECAUSE");
        foreach (var one in managers) table.Add(one.Listener, one.StatPrefix, Word(one.Steering), one.Because);
        table.Write(output);
        foreach (var layer in layers) output.WriteLine(Plain.Line($"not in force: {layer}"));
    }

    private static string Word(Steering steering) => steering switch
    {
        Steering.Steerable => "steerable",
        Steering.Capped => "only capped",
        _ => "deaf",
    };
}
