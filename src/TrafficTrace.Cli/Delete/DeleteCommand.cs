using System.CommandLine;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Previews;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Delete;

internal static class DeleteCommand
{
    public static void Fill(Command command, Terminal terminal)
    {
        var kind = KindArguments.Kind([.. ApiKind.Written]);
        var name = KindArguments.Name();
        var mesh = NameOptions.Mesh("The mesh that it is in.");
        var dryRun = DryRunOption.Create();
        var format = Words.Option<TableFormat>("--output", "The form of what is printed.", "-o");
        command.Arguments.Add(kind);
        command.Arguments.Add(name);
        foreach (var option in new Option[] { mesh, dryRun, format }) command.Options.Add(option);
        command.Asks(terminal, async (session, cancellation) =>
        {
            var parsed = session.Parsed;
            var (asked, one, isDry) =
                (parsed.GetRequiredValue(kind), parsed.GetRequiredValue(name), parsed.GetValue(dryRun) is not null);
            var answer = await DeleteAsync(session.Client, asked, parsed.GetRequiredValue(mesh), one, isDry, cancellation);
            if (isDry) return PreviewPrint.Write(answer.Body, parsed.GetValue(format), session.Output);
            await session.Output.WriteLineAsync(Told(asked, one, parsed.GetValue(format)));
            return ExitCode.Done;
        });
    }

    private static async Task<ApiAnswer> DeleteAsync(
        ApiClient client, ApiKind kind, string mesh, string name, bool isDry, CancellationToken cancellation)
    {
        if (isDry) await NotThere.CheckAsync(client, kind, mesh, name, cancellation);
        var path = ApiPath.Query(kind.PathOf(mesh, name), DryRunOption.Query(isDry));
        var answer = await client.SendAsync(HttpMethod.Delete, path, null, cancellation);
        if (answer.IsMissing) throw await NotThere.ToldAsync(client, kind, mesh, name, cancellation);
        return answer.OrRefuse();
    }

    private static string Told(ApiKind kind, string name, TableFormat format) =>
        format == TableFormat.Name ? $"{kind}/{name}" : $"deleted {kind.Type} \"{name}\"";
}
