using System.CommandLine;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Cli.Config;

internal static class ConfigCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        command.Subcommands.Add(Add(terminal));
        command.Subcommands.Add(List(terminal));
        command.Subcommands.Add(Use(terminal));
        command.Subcommands.Add(View(terminal));
    }

    private static Command Add(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "A name of your own for the control plane." };
        name.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.Tokens[^1].Value)) result.AddError("NAME is empty: give the control plane a name.");
        });
        var address = new Option<string>("--address")
        {
            Description = "The URL of its API.",
            HelpName = "URL",
            Required = true,
        }.Check(ServerAddress.Wrong);
        var token = new Option<string>("--token-file")
        {
            Description = "The file of the token that it is shown; the token itself is not remembered.",
            HelpName = "FILE",
        };
        var ca = new Option<string>("--ca") { Description = "The file with who issues its certificate, PEM.", HelpName = "FILE" };
        var use = new Option<bool>("--use") { Description = "Speak to it from now on, as to the first one anyway." };
        var command = new Command("add", "Remember a control plane, or its new address.") { name, address, token, ca, use };
        command.Runs(terminal, parsed =>
        {
            var store = new ConfigStore(terminal);
            var entry = new ServerEntry(
                parsed.GetRequiredValue(name), parsed.GetRequiredValue(address), FullPath(parsed, token), FullPath(parsed, ca));
            var config = store.Load().With(entry, parsed.GetValue(use));
            store.Save(config);
            terminal.Error.WriteLine($"Added {entry.Name}; commands speak to {config.Current}.");
            return ExitCode.Done;
        });
        return command;
    }

    private static string? FullPath(ParseResult parsed, Option<string> option) =>
        parsed.GetValue(option) is { } given ? Path.GetFullPath(given) : null;

    private static Command List(Terminal terminal)
    {
        var command = new Command("list", "List the control planes that are remembered; * marks the one in use.");
        command.Runs(terminal, _ =>
        {
            var config = new ConfigStore(terminal).Load();
            var table = new TextTable("ACTIVE", "NAME", "ADDRESS");
            foreach (var server in config.Servers) table.Add(server.Name == config.Current ? "*" : "", server.Name, server.Address);
            table.Write(terminal.Output);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Use(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "The control plane to speak to." };
        var command = new Command("use", "Speak to another control plane from now on.") { name };
        command.Runs(terminal, parsed =>
        {
            var store = new ConfigStore(terminal);
            var (config, wanted) = (store.Load(), parsed.GetRequiredValue(name));
            if (config.Find(wanted) is not { } server) throw Unknown(wanted, config);
            store.Save(config with { Current = server.Name });
            terminal.Error.WriteLine($"Commands speak to {server.Name}, {server.Address}.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command View(Terminal terminal)
    {
        var command = new Command("view", "Print the configuration, and on standard error its file.");
        command.Runs(terminal, _ =>
        {
            var store = new ConfigStore(terminal);
            terminal.Error.WriteLine(store.Path);
            terminal.Output.Write(ConfigYaml.Write(store.Load()));
            return ExitCode.Done;
        });
        return command;
    }

    private static CommandFailure Unknown(string name, ConfigDocument config)
    {
        var near = Suggestion.For(name, config.Servers.Select(server => server.Name));
        return CommandFailure.WrongUse($"There is no control plane \"{name}\" in the configuration{(near.Length > 0 ? near : ".")}");
    }
}
