using TrafficTrace.ControlPlane.Access.Keys;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.Core.Access;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.ControlPlane.Access.Proxies;

/// <summary>
/// One loop for the credentials of all streams: ends those whose token is revoked, or whose key is gone, and warns of those that expire.
/// </summary>
internal sealed class CredentialLoop(
    XdsServer server, DataplaneTokens tokens, SigningKeys keys, ControlPlaneOptions options, TimeProvider time, ILogger<CredentialLoop> log)
    : BackgroundService
{
    // With the keyring's own interval less than a second from a revocation to the end of streams.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Warning = TimeSpan.FromMinutes(1);

    private readonly ExpiryWarnings _warnings = new(log);
    private KeySet _seen = KeySet.None;
    private DateTimeOffset _warnAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) Look();
    }

    internal void Look()
    {
        var (current, now) = (keys.Current, time.GetUtcNow());
        var isWarningDue = now >= _warnAt;
        if (ReferenceEquals(current, _seen) && !isWarningDue && !options.TokenExpiryStrict) return;
        _seen = current;
        var streams = server.Streams;
        foreach (var stream in streams)
        {
            if (FaultOf(ProxyIdentity.Of(stream), now) is not { } fault) continue;
            stream.End(StreamEndCode.Unauthenticated, TokenFaults.Of(fault));
            log.Ended(stream.NodeId, stream.Address, TokenFaults.Of(fault));
        }

        if (!isWarningDue) return;
        _warnAt = now + Warning;
        _warnings.Tell(streams, now);
    }

    private RefusalReason? FaultOf(ProxyIdentity identity, DateTimeOffset now)
    {
        if (options.TokenExpiryStrict && identity.ExpiresAt <= now) return RefusalReason.Expired;
        if (identity is not TokenIdentity { Token: var token }) return null;
        if (!tokens.IsSignedStill(token)) return RefusalReason.UnknownKey;
        return tokens.FaultOf(token) is RefusalReason.Revoked ? RefusalReason.Revoked : null;
    }
}
