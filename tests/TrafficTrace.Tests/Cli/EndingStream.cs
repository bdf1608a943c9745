using TrafficTrace.Cli.Dump;

namespace TrafficTrace.Tests.Cli;

/// <summary>Gives the answers one by one, and then ends.</summary>
internal sealed class EndingStream(params Answer[] answers) : IAdsStream
{
    private readonly Queue<Answer> _answers = new(answers);

    public Task SubscribeAsync(string typeUrl, IReadOnlyCollection<string> names, CancellationToken cancellation) => Task.CompletedTask;

    public Task<Answer?> ReadAsync(CancellationToken cancellation) => Task.FromResult(_answers.TryDequeue(out var answer) ? answer : null);

    public void Dispose()
    {
    }
}
