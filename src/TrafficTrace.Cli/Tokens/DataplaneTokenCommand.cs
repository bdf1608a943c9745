using System.CommandLine;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Tokens;

/// <summary>Asks the control plane for the token of a proxy, and prints it.</summary>
internal static class DataplaneTokenCommand
{
    private const string Usual = "87600h"; // Kuma's

    public static Command Create(Terminal terminal)
    {
        var name = new Option<string>("--name") { Description = "The one Dataplane that may show it [default: any]", HelpName = "NAME" };
        var mesh = NameOptions.Mesh("The mesh that it is for.");
        var tag = TagLists.Option("The values that a tag of the Dataplane may have; it must have the tag");
        var validFor = ValidFor.Option("720h", Usual);
        var command = new Command("dataplane-token", "Print a token by which a proxy shows who it is.") { name, mesh, tag, validFor };
        command.Asks(terminal, async (session, cancellation) =>
        {
            var body = new JsonObject
            {
                ["mesh"] = session.Parsed.GetRequiredValue(mesh),
                ["name"] = session.Parsed.GetValue(name),
                ["type"] = "dataplane",
                ["tags"] = TagLists.Of(session.Parsed.GetValue(tag) ?? []),
                ["validFor"] = session.Parsed.GetValue(validFor) ?? Usual,
            };
            // As Kuma's, without a line end: Envoy 1.36 reads the file of its token to the end.
            await session.Output.WriteAsync(Plain.Line(await session.Client.TextAsync("tokens/dataplane", body, cancellation)));
            return ExitCode.Done;
        });
        return command;
    }
}
