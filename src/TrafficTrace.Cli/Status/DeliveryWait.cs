using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Status;

/// <summary>
/// Waits until the connected proxies have what was written. Offline ones hold nothing up; proxies that are pending are waited for even
/// when others rejected it, so that all who did are named.
/// </summary>
internal sealed class DeliveryWait(Session session, AllowedRejections allowed, TimeSpan timeout)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(1);

    private readonly Dictionary<StatusTarget, string> _told = [];

    /// <summary>Returns once all of them are delivered.</summary>
    /// <param name="targets">What is waited for.</param>
    /// <param name="revision">Of the write; null where what is there now is meant.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CommandFailure">Proxies rejected it, or the time is over; with names and reasons.</exception>
    public async Task RunAsync(IReadOnlyCollection<StatusTarget> targets, string? revision, CancellationToken cancellation)
    {
        var began = session.Terminal.Time.GetTimestamp();
        while (true)
        {
            var answers = new List<(StatusTarget Target, StatusAnswer Status)>();
            foreach (var target in targets) answers.Add((target, await AskAsync(target, revision, cancellation)));
            if (answers.TrueForAll(answer => IsSettled(answer.Status)))
            {
                ThrowIfRejected(answers);
                return;
            }

            if (session.Terminal.Time.GetElapsedTime(began) >= timeout) throw TimedOut(answers);
            await Task.Delay(Pause, session.Terminal.Time, cancellation);
        }
    }

    private async Task<StatusAnswer> AskAsync(StatusTarget target, string? revision, CancellationToken cancellation)
    {
        var wait = timeout < LongestAnswer ? timeout : LongestAnswer;
        var status = StatusClient.Read(await StatusClient.AskAsync(session.Client, target, revision, wait, cancellation));
        var progress = StatusText.Progress(status);
        if (_told.GetValueOrDefault(target) != progress) await session.Error.WriteLineAsync($"{target.Told}: {progress}");
        _told[target] = progress;
        return status;
    }

    private static bool IsSettled(StatusAnswer status) =>
        status.Delivery == StatusAnswer.Delivered || (status is { Delivery: StatusAnswer.Rejected, Proxies.Pending: 0 });

    private void ThrowIfRejected(List<(StatusTarget Target, StatusAnswer Status)> answers)
    {
        var rejected = answers.Where(answer => !allowed.Covers(answer.Status.Proxies)).ToArray();
        if (rejected.Length > 0) throw new CommandFailure(ExitCode.Rejected, string.Join('\n', rejected.SelectMany(Lines)));
    }

    private CommandFailure TimedOut(List<(StatusTarget Target, StatusAnswer Status)> answers)
    {
        ThrowIfRejected(answers);
        var open = answers.Where(answer => !IsSettled(answer.Status));
        return new CommandFailure(ExitCode.TimedOut, string.Join('\n', open.Select(answer =>
            $"{answer.Target.Told} is not delivered after {Duration.Text(timeout)}: {StatusText.Progress(answer.Status)}. "
                + $"See: traffictrace status {answer.Target.Kind} {answer.Target.Name} -m {answer.Target.Mesh}")));
    }

    private static IEnumerable<string> Lines((StatusTarget Target, StatusAnswer Status) answer) =>
        StatusText.Rejections(answer.Status).Prepend($"{answer.Target.Told}: rejected by {answer.Status.Proxies.Rejected}:");
}
