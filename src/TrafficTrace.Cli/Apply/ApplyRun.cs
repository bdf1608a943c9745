using System.Text.Json.Nodes;
using TrafficTrace.Cli.Input;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Previews;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;
using TrafficTrace.Cli.Status;
using TrafficTrace.Core.Wire;

namespace TrafficTrace.Cli.Apply;

/// <summary>One run of <c>traffictrace apply</c>: all documents in one request, which is done whole or not at all.</summary>
internal sealed class ApplyRun(Session session, ResourceInput input, TableFormat format)
{
    public async Task<int> PreviewAsync(CancellationToken cancellation)
    {
        var answer = await PostAsync("_preview", cancellation);
        return PreviewPrint.Write(answer.Body, format, session.Output, takesToken: true);
    }

    public async Task<int> ApplyAsync(string? ifPreview, WaitOptions wait, CancellationToken cancellation)
    {
        var answer = await PostAsync(ApiPath.Query("_apply", ("ifPreview", ifPreview)), cancellation);
        Warnings.Write(answer.Body, session.Error);
        Changes.Write(answer.Body, format, session.Output);
        if (!wait.IsAsked(session.Parsed.CommandResult)) return ExitCode.Done;
        var targets = StatusTarget.Of(input.Resources.Select(resource => resource.Key));
        await wait.Of(session).RunAsync(
            targets, answer.Revision ?? answer.Body.Text("revision"), wait.Begin(session), cancellation);
        return ExitCode.Done;
    }

    private async Task<ApiAnswer> PostAsync(string path, CancellationToken cancellation) =>
        (await session.Client.SendAsync(HttpMethod.Post, path, Documents(), cancellation)).OrRefuse();

    private JsonArray Documents() => new([.. input.Resources.Select(ResourceJson.ToNode)]);
}
