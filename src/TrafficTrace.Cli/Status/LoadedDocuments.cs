using TrafficTrace.Cli.Comparing;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Cli.Status;

/// <summary>Whether the control plane has exactly the documents of files: they may come to it another way, and later.</summary>
internal sealed class LoadedDocuments(Session session, IReadOnlyCollection<Resource> resources)
{
    private const int Named = 5;
    private const string See = "See: traffictrace diff -f PATH";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <exception cref="CommandFailure">The time is over.</exception>
    public async Task WaitAsync(Countdown countdown, CancellationToken cancellation)
    {
        while (await DifferentAsync(cancellation) is { Count: > 0 } different)
        {
            await countdown.PauseAsync(Pause, cancellation);
            if (countdown.IsOver)
            {
                throw new CommandFailure(
                    ExitCode.TimedOut, $"Not loaded after {Duration.Text(countdown.Whole)}: {Names(different)}. {See}");
            }
        }

        countdown.Look();
    }

    /// <exception cref="CommandFailure">It has not.</exception>
    public async Task OrRefuseAsync(CancellationToken cancellation)
    {
        var different = await DifferentAsync(cancellation);
        if (different.Count > 0)
            throw CommandFailure.Refused($"Not loaded as they stand in the files: {Names(different)}. {See}");
    }

    private async Task<List<Resource>> DifferentAsync(CancellationToken cancellation)
    {
        var loaded = await ServerDocuments.OfAsync(session.Client, resources, cancellation);
        return [.. resources.Where(resource => loaded.GetValueOrDefault(resource.Key)?.SpecJson != resource.SpecJson)];
    }

    private static string Names(List<Resource> different) =>
        string.Join(", ", different.Take(Named).Select(resource => resource.Key.ToString()))
            + (different.Count > Named ? $" and {different.Count - Named} more" : "");
}
