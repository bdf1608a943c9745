using System.Text.Json.Nodes;
using TrafficTrace.Cli.Input;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Status;

/// <summary>One run of <c>traffictrace status</c>.</summary>
internal sealed class StatusRun(Session session, WaitOptions wait, TableFormat format)
{
    /// <summary>Null where nothing is waited for. That files are loaded and that they are delivered shares one.</summary>
    private readonly Countdown? _countdown = wait.IsAsked(session.Parsed.CommandResult) ? wait.Begin(session) : null;

    public async Task<int> OfFilesAsync(ResourceInput input, CancellationToken cancellation)
    {
        var documents = new LoadedDocuments(session, input.Resources);
        if (_countdown is not null) await documents.WaitAsync(_countdown, cancellation);
        else await documents.OrRefuseAsync(cancellation);
        return await OfAsync(StatusTarget.Of(input.Resources.Select(resource => resource.Key)), cancellation);
    }

    public async Task<int> OfAsync(IReadOnlyCollection<StatusTarget> targets, CancellationToken cancellation)
    {
        if (_countdown is not null) await wait.Of(session).RunAsync(targets, null, _countdown, cancellation);
        var answers = new List<ApiAnswer>();
        foreach (var target in targets) answers.Add(await StatusClient.AskAsync(session.Client, target, null, TimeSpan.Zero, cancellation));
        Print(targets, answers);
        return ExitCode.Done;
    }

    private void Print(IReadOnlyCollection<StatusTarget> targets, List<ApiAnswer> answers)
    {
        var whole = answers is [var only] ? only.Body : new JsonArray([.. answers.Select(one => one.Body?.DeepClone())]);
        AnswerPrint.Write(
            whole,
            format,
            session.Output,
            targets.Select(target => $"{target.Kind}/{target.Name}"),
            () => StatusText.Write([.. answers.Select(StatusClient.Read)], session.Output));
    }
}
