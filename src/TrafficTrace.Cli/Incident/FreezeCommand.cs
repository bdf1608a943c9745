using System.CommandLine;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Incident;

internal static class FreezeCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        var mesh = NameOptions.Mesh("The mesh that stays as it is.");
        mesh.DefaultValueFactory = null;
        mesh.Required = true;
        var end = new EndOption();
        foreach (var option in new Option[] { mesh, end.For, end.Reason }) command.Options.Add(option);
        command.Asks(terminal, async (session, cancellation) =>
        {
            var (inMesh, until) = (session.Parsed.GetRequiredValue(mesh), end.Until(session.Parsed, terminal.Time));
            var body = new JsonObject
            {
                ["mesh"] = inMesh,
                ["until"] = until,
                ["reason"] = session.Parsed.GetRequiredValue(end.Reason),
            };
            var answer = await session.Client.SendAsync(HttpMethod.Post, "_freeze", body, cancellation);
            if (answer.IsMissing && await NotThere.MeshAsync(session.Client, inMesh, cancellation) is { } noMesh) throw noMesh;
            answer.OrRefuse();
            await terminal.Output.WriteLineAsync($"froze {ApiKind.Mesh.Type} \"{inMesh}\"");
            await terminal.Error.WriteLineAsync($"It ends at {until}; earlier by: traffictrace unfreeze -m {inMesh}");
            return ExitCode.Done;
        });
    }
}
