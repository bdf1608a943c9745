using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Status;

/// <summary>
/// Waits until the connected proxies have what was written. Offline ones hold nothing up; proxies that are pending are waited for even
/// when others rejected it, so that all who did are named. A frozen mesh is not waited for: it has what it had until it is let loose.
/// </summary>
internal sealed class DeliveryWait(Session session, AllowedRejections allowed)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(1);

    private readonly Dictionary<StatusTarget, string> _told = [];

    /// <summary>Returns once all of them are delivered.</summary>
    /// <param name="targets">What is waited for.</param>
    /// <param name="revision">Of the write; null where what is there now is meant.</param>
    /// <param name="countdown">How long.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="CommandFailure">Proxies rejected it, or the time is over; with names and reasons.</exception>
    public async Task RunAsync(
        IReadOnlyCollection<StatusTarget> targets, string? revision, Countdown countdown, CancellationToken cancellation)
    {
        while (true)
        {
            var answers = new List<(StatusTarget Target, StatusAnswer Status)>();
            foreach (var target in targets) answers.Add((target, await AskAsync(target, revision, countdown, cancellation)));
            if (IsDone(answers)) return;
            await countdown.PauseAsync(Pause, cancellation);
            if (countdown.IsOver) throw TimedOut(answers, countdown.Whole);
        }
    }

    private async Task<StatusAnswer> AskAsync(
        StatusTarget target, string? revision, Countdown countdown, CancellationToken cancellation)
    {
        var wait = countdown.Left < LongestAnswer ? countdown.Left : LongestAnswer;
        var status = StatusClient.Read(await StatusClient.AskAsync(session.Client, target, revision, wait, cancellation));
        countdown.Look();
        var progress = StatusText.Progress(status);
        if (_told.GetValueOrDefault(target) != progress) await session.Error.WriteLineAsync($"{target.Told}: {progress}");
        _told[target] = progress;
        return status;
    }

    private bool IsDone(List<(StatusTarget Target, StatusAnswer Status)> answers)
    {
        if (answers.Exists(answer => IsFrozen(answer.Status))) throw Frozen(answers);
        if (!answers.TrueForAll(answer => IsSettled(answer.Status))) return false;
        ThrowIfRejected(answers);
        return true;
    }

    private static bool IsSettled(StatusAnswer status) =>
        status.Delivery == StatusAnswer.Delivered || (status is { Delivery: StatusAnswer.Rejected, Proxies.Pending: 0 });

    private static bool IsFrozen(StatusAnswer status) => status.Delivery == StatusAnswer.Frozen;

    private void ThrowIfRejected(List<(StatusTarget Target, StatusAnswer Status)> answers)
    {
        var rejected = answers.Where(answer => !allowed.Covers(answer.Status.Proxies)).ToArray();
        if (rejected.Length > 0) throw new CommandFailure(ExitCode.Rejected, string.Join('\n', rejected.SelectMany(Lines)));
    }

    private CommandFailure Frozen(List<(StatusTarget Target, StatusAnswer Status)> answers)
    {
        ThrowIfRejected(answers);
        var frozen = answers.Where(answer => IsFrozen(answer.Status));
        return new CommandFailure(ExitCode.TimedOut, string.Join('\n', frozen.Select(answer =>
            $"{answer.Target.Told} is not delivered while the mesh is frozen. "
                + $"See: traffictrace get tracing-freezes -m {answer.Target.Mesh}")));
    }

    private CommandFailure TimedOut(List<(StatusTarget Target, StatusAnswer Status)> answers, TimeSpan timeout)
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
