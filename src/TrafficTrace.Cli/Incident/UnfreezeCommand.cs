using System.CommandLine;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Previews;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;
using TrafficTrace.Core.Resources;

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
            var answer = await UnfreezeAsync(session.Client, inMesh, isDry, cancellation);
            if (isDry) return PreviewPrint.Write(answer.Body, session.Parsed.GetValue(format), terminal.Output);
            await terminal.Output.WriteLineAsync($"unfroze {ApiKind.Mesh.Type} \"{inMesh}\"");
            return ExitCode.Done;
        });
    }

    private static async Task<ApiAnswer> UnfreezeAsync(ApiClient client, string mesh, bool isDry, CancellationToken cancellation)
    {
        // A preview is an answer even where nothing is frozen.
        var freeze = ApiKind.Of(ResourceKind.TracingFreeze).PathOf(mesh, TracingFreeze.OnlyName);
        if (isDry && (await client.SendAsync(HttpMethod.Get, freeze, null, cancellation)).IsMissing)
            throw await NotFrozenAsync(client, mesh, cancellation);
        var path = ApiPath.Query("_freeze", ("mesh", mesh), DryRunOption.Query(isDry));
        var answer = await client.SendAsync(HttpMethod.Delete, path, null, cancellation);
        return answer.IsMissing ? throw await NotFrozenAsync(client, mesh, cancellation) : answer.OrRefuse();
    }

    private static async Task<CommandFailure> NotFrozenAsync(ApiClient client, string mesh, CancellationToken cancellation) =>
        await NotThere.MeshAsync(client, mesh, cancellation)
            ?? CommandFailure.Refused($"{ApiKind.Mesh.Type} \"{mesh}\" is not frozen.");
}
