using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>
/// Ends the streams when the process is told to stop, over a while, so that ten thousand proxies do not come to the other instances in one
/// moment. Who tells it once more does not want to wait.
/// </summary>
/// <param name="server">Of the streams, which looks at <see cref="Over"/> itself.</param>
/// <param name="lifetime">Tells when to stop.</param>
/// <param name="host">How long connections may take to end.</param>
/// <param name="log">Gets how long it takes.</param>
internal sealed class OrderlyStop(
    Func<XdsServer> server, IHostApplicationLifetime lifetime, IOptions<HostOptions> host, ILogger<OrderlyStop> log)
    : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _hurry = new();
    private readonly CancellationTokenSource _over = new();
    private Task _ending = Task.CompletedTask;

    /// <summary>Then no stream is to be open any more.</summary>
    public CancellationToken Over => _over.Token;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(() => _ending = EndAsync());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _ending;

    /// <summary>Runs until a signal, or a loop of the process, ends it.</summary>
    public async Task RunAsync(WebApplication app, CancellationToken token)
    {
        using var told = token.Register(lifetime.StopApplication);
        await app.StartAsync(token);
        await Task.Delay(Timeout.Infinite, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Hurry);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Hurry);
        host.Value.ShutdownTimeout += StopPace.Over(server().Streams.Count);
        await app.StopAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        _hurry.Dispose();
        _over.Dispose();
    }

    private async Task EndAsync()
    {
        var open = server().Streams.Count;
        if (open > 0) log.Stops(open, StopPace.Over(open).TotalSeconds);
        await server().EndAllAsync(_hurry.Token);
        await _over.CancelAsync(); // for those that have not said who they are
    }

    private void Hurry(PosixSignalContext signal)
    {
        signal.Cancel = true; // the process ends by itself
        log.Hurries();
        _hurry.Cancel();
    }
}
