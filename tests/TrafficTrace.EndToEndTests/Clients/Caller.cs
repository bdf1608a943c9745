using System.Globalization;
using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests.Clients;

/// <summary>A program that calls the service without a pause, four calls at a time, and prints how each one ended.</summary>
internal sealed class Caller : IAsyncDisposable
{
    // So many in a row that no call from before can be among them.
    private const int Enough = 20;

    private readonly ChildProcess _process;

    private Caller(ChildProcess process) => _process = process;

    /// <summary>Names of the backends that answered, in order.</summary>
    public IReadOnlyList<string> Answers => Lines("ok ");

    public IReadOnlyList<string> Failures => Lines("failed ");

    /// <param name="program">What to start.</param>
    /// <param name="target">What it calls, as gRPC spells it: <c>xds:///</c> makes it an xDS client.</param>
    /// <param name="xdsPort">Where its management server is.</param>
    public static async Task<Caller> StartAsync(CallerProgram program, string target, int xdsPort) => new(await ChildProcess.StartAsync(
        $"caller of {target}",
        program.File,
        [.. program.Arguments, target],
        new Dictionary<string, string> { ["GRPC_XDS_BOOTSTRAP_CONFIG"] = Bootstrap(xdsPort) }));

    /// <summary>Waits until nobody else answers any more; fails at once when a call does.</summary>
    public Task AnsweredByAsync(string backend) => UntilAsync(() => Answers.TakeLast(Enough).Count(answer => answer == backend) == Enough);

    /// <summary>Waits for so many more answers; fails at once when a call does.</summary>
    public Task AnsweredAsync(int more)
    {
        var wanted = Answers.Count + more;
        return UntilAsync(() => Answers.Count >= wanted);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private Task<TimeSpan> UntilAsync(Func<bool> holds) => _process.AnswersAsync(
        () =>
        {
            Assert.That(Failures.Distinct(), Is.Empty);
            return Task.FromResult(holds());
        },
        TimeSpan.FromSeconds(30));

    private string[] Lines(string prefix) =>
        [.. _process.Log.Split('\n').Where(
            line => line.StartsWith(prefix, StringComparison.Ordinal)).Select(line => line[prefix.Length..])];

    // grpc-js insists on a locality.
    private static string Bootstrap(int xdsPort) => string.Create(CultureInfo.InvariantCulture, $$$"""
        {
          "xds_servers": [
            {"server_uri": "127.0.0.1:{{{xdsPort}}}", "channel_creds": [{"type": "insecure"}], "server_features": ["xds_v3"]}
          ],
          "node": {"id": "{{{XdsHostProcess.Node}}}", "cluster": "{{{XdsHostProcess.Node}}}", "locality": {}}
        }
        """);
}
