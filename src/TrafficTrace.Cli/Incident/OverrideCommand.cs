using System.CommandLine;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Incident;

internal static class OverrideCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        var mesh = NameOptions.Mesh("The mesh whose proxies are meant.");
        mesh.DefaultValueFactory = null;
        mesh.Required = true;
        var choice = new OverrideOptions();
        var end = new EndOption();
        command.Options.Add(mesh);
        choice.AddTo(command);
        command.Options.Add(end.For);
        command.Options.Add(end.Reason);
        command.Asks(terminal, async (session, cancellation) =>
        {
            var parsed = session.Parsed;
            var inMesh = parsed.GetRequiredValue(mesh);
            var name = choice.NameOf(parsed, terminal.Time);
            var document = choice.Document(parsed, inMesh, name);
            document["until"] = end.Until(parsed, terminal.Time);
            document["reason"] = parsed.GetRequiredValue(end.Reason);
            var path = ApiKind.TracingOverride.PathOf(inMesh, name);
            var answer = await session.Client.SendAsync(HttpMethod.Put, path, document, cancellation);
            if (answer.IsMissing && await NotThere.MeshAsync(session.Client, inMesh, cancellation) is { } noMesh) throw noMesh;
            answer.OrRefuse();
            Warnings.Write(answer.Body, terminal.Error);
            await terminal.Output.WriteLineAsync($"applied {ApiKind.TracingOverride.Type} \"{name}\"");
            await terminal.Error.WriteLineAsync(
                $"It ends at {document["until"]}; earlier by: traffictrace delete {ApiKind.TracingOverride} {name} -m {inMesh}");
            return ExitCode.Done;
        });
    }
}
