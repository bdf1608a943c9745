using System.CommandLine;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Previews;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Incident;

internal static class UnfreezeCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        var mesh = NameOptions.Mesh("The mesh that is frozen.");
        mesh.DefaultValueFactory = null;
        mesh.Required = true;
        var dryRun = DryRunOption.Create();
        var format = Words.Option<TableFormat>("--output", "The form of what --dry-run prints.", "-o");
        foreach (var option in new Option[] { mesh, dryRun, format }) command.Options.Add(option);
        command.Asks(terminal, async (session, cancellation) =>
        {
            var (inMesh, isDry) = (session.Parsed.GetRequiredValue(mesh), session.Parsed.GetValue(dryRun) is not null);
            var path = ApiPath.Query("_freeze", ("mesh", inMesh), DryRunOption.Query(isDry));
            var answer = await session.Client.SendAsync(HttpMethod.Delete, path, null, cancellation);
            if (answer.IsMissing)
            {
                throw await NotThere.MeshAsync(session.Client, inMesh, cancellation)
                    ?? CommandFailure.Refused($"{ApiKind.Mesh.Type} \"{inMesh}\" is not frozen.");
            }

            answer.OrRefuse();
            if (isDry) return PreviewPrint.Write(answer.Body, session.Parsed.GetValue(format), terminal.Output);
            await terminal.Output.WriteLineAsync($"unfroze {ApiKind.Mesh.Type} \"{inMesh}\"");
            return ExitCode.Done;
        });
    }
}
