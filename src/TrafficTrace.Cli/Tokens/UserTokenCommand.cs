using System.CommandLine;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Tokens;

/// <summary>Asks the control plane for the token of a user, and prints it.</summary>
internal static class UserTokenCommand
{
    private const string Usual = "24h";

    public static Command Create(Terminal terminal)
    {
        var name = new Option<string>("--name")
        {
            Description = "Who shows it; the history names him so.",
            HelpName = "NAME",
            Required = true,
        };
        var group = new Option<string[]>("--group")
        {
            Description = "A group whose rights he has: mesh-system:admin, mesh-system:viewer, mesh:NAME:editor or "
                + "mesh:NAME:policy-editor; may repeat.",
            HelpName = "GROUP",
            Required = true,
        };
        var tag = TagLists.Option("To which proxies a policy editor is bounded");
        var validFor = ValidFor.Option("8h", Usual);
        var command = new Command("user-token", "Print a token by which a user or a script calls the API.") { name, group, tag, validFor };
        command.Asks(terminal, async (session, cancellation) =>
        {
            var body = new JsonObject
            {
                ["name"] = session.Parsed.GetRequiredValue(name),
                ["groups"] = new JsonArray([.. session.Parsed.GetRequiredValue(group).Select(one => JsonValue.Create(one))]),
                ["validFor"] = session.Parsed.GetValue(validFor) ?? Usual,
            };
            if (session.Parsed.GetValue(tag) is { Length: > 0 } tags) body["tags"] = TagLists.Of(tags);
            await session.Output.WriteLineAsync(Plain.Line(await session.Client.TextAsync("tokens/user", body, cancellation)));
            return ExitCode.Done;
        });
        return command;
    }
}
