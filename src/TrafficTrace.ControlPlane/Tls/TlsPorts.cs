using System.Collections.Immutable;
using System.Net.Security;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.ControlPlane.Sources.Files;

namespace TrafficTrace.ControlPlane.Tls;

/// <summary>
/// Keeps what the ports show as their files say. Events make it look at once, and every <see cref="ResourceFiles.Interval"/> it looks
/// anyway. The first look is made with it: a port must not listen before it has a certificate.
/// </summary>
internal sealed class TlsPorts : BackgroundService
{
    private readonly ImmutableArray<TlsPort> _ports;
    private readonly ImmutableArray<FolderEvents> _events;
    private readonly TimeProvider _time;
    private readonly TlsReport _report;
    private volatile TaskCompletionSource _wake = NewSignal();

    public TlsPorts(ControlPlaneOptions options, IDisk disk, TimeProvider time, ILogger<TlsPorts> log)
    {
        _time = time;
        if (options.XdsTls is { } xds)
            Xds = new("xDS", xds, options.XdsClientCa, [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11], disk);
        if (options.ApiTls is { } api) Api = new("API", api, null, [SslApplicationProtocol.Http11], disk);
        _ports = [.. new[] { Xds, Api }.OfType<TlsPort>()];
        _events = [.. _ports.SelectMany(port => port.Paths).Distinct(StringComparer.Ordinal)
            .Select(path => new FolderEvents(path, disk, () => _wake.TrySetResult(), time, log))];
        foreach (var port in _ports) port.Open();
        _report = new(log);
        _report.Say(States, time.GetUtcNow());
    }

    /// <summary>Null where the port speaks plain text.</summary>
    public TlsPort? Xds { get; }

    /// <inheritdoc cref="Xds"/>
    public TlsPort? Api { get; }

    public ImmutableArray<TlsPortState> States => [.. _ports.Select(port => port.State)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_ports.IsEmpty) return;
        try
        {
            while (true)
            {
                var wait = Look();
                await _wake.Task.WaitAsync(wait, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                stoppingToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            foreach (var events in _events) events.Dispose();
        }
    }

    /// <summary>Returns how long until it is to look again, if nothing happens before.</summary>
    private TimeSpan Look()
    {
        _wake = NewSignal();
        foreach (var events in _events) events.Take();
        var now = _time.GetUtcNow();
        var waits = _ports.Select(port => port.Look(now)).ToArray();
        _report.Say(States, now);
        return waits.Min() ?? ResourceFiles.Interval;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
