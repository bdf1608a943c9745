using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using TrafficTrace.ControlPlane.Access.Users;
using TrafficTrace.Core.Access;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.ControlPlane.Replicas;

/// <summary>
/// Reads what one other replica tells of its fleet, as long as its row is there, and alone writes what is known of it here
/// (<see cref="FleetStatus.Peers"/>). Where it does not answer, that is said, and it is called again and again.
/// </summary>
internal sealed class PeerLoop
{
    /// <summary>One that does not answer for so long is lost: of its proxies nobody knows how they are.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(3);

    private readonly FleetStatus _fleet;
    private readonly ReplicaTokens _tokens;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private volatile ReplicaRow _row;
    private PeerFleet? _told;

    public PeerLoop(ReplicaRow row, FleetStatus fleet, ReplicaTokens tokens, TimeProvider time, ILogger log) =>
        (_row, _fleet, _tokens, _time, _log) = (row, fleet, tokens, time, log);

    /// <summary>As it is in the store now.</summary>
    public ReplicaRow Row
    {
        set => _row = value;
    }

    /// <summary>Ends when it is cancelled, or when the replica says that it leaves.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var client = Client();
        while (!stopping.IsCancellationRequested && await FollowAsync(client, stopping) is { } fault)
        {
            if (stopping.IsCancellationRequested) break;
            Miss(fault);
            await Task.Delay(Pause, _time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _fleet.Peers.Remove(_row.Instance);
    }

    /// <summary>Why it does not answer any more; null where it said that it leaves.</summary>
    private async Task<string?> FollowAsync(HttpClient client, CancellationToken stopping)
    {
        try
        {
            using var answer = await CallAsync(client, stopping);
            if (answer.StatusCode != HttpStatusCode.OK) return Told(answer.StatusCode);
            var told = PipeReader.Create(await answer.Content.ReadAsStreamAsync(stopping));
            var picture = new PeerPicture(_row.Instance);
            await foreach (var line in FleetLines.ReadAsync(told, stopping))
            {
                if (line.Leaves) return null;
                if (picture.Take(line)) Tell(picture);
            }

            return "it has broken off";
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or InvalidDataException or TimeoutException
            or JournalAwayException or JournalRefusedException or KeysSealedException or OperationCanceledException
            or UriFormatException or InvalidOperationException or NotSupportedException)
        {
            return Told(fault);
        }
    }

    private static string Told(HttpStatusCode status) => status == HttpStatusCode.Unauthorized
        ? "it does not take the token (401): their clocks may differ by a minute at most"
        : $"it answers with status {(int)status}";

    private static string Told(Exception fault) => fault switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            "it shows another certificate than it has written into the store, or none",
        HttpRequestException { InnerException: IOException broken } => broken.Message,
        _ => fault.Message,
    };

    // Its row says by which certificate it is known, whoever issued that: what is in the store is what all of them trust.
    private HttpClient Client()
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, ConnectTimeout = ConnectPatience };
        handler.SslOptions.RemoteCertificateValidationCallback =
            (_, certificate, _, _) => certificate?.GetCertHashString(HashAlgorithmName.SHA256) == _row.Certificate;
        return new(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private async Task<HttpResponseMessage> CallAsync(HttpClient client, CancellationToken stopping)
    {
        var row = _row;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{row.Address}{ReplicaRoute.Path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await _tokens.IssueAsync(row.Instance, stopping));
        return await Patience.WithAsync(
            patient => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patient), stopping);
    }

    private void Tell(PeerPicture picture)
    {
        if (_told is { State: not PeerState.Answers, SilentSince: { } since })
            _log.PeerBack(_told.ToString(), (_time.GetUtcNow() - since).TotalSeconds);
        Put(Known() with { State = PeerState.Answers, LookedUpTo = picture.LookedUpTo, Proxies = picture.Proxies, Files = picture.Files });
    }

    private void Miss(string fault)
    {
        var now = _time.GetUtcNow();
        var known = Known();
        var since = _told?.SilentSince ?? now;
        if (_told?.SilentSince is null) _log.PeerMissing(known.ToString(), fault, known.Proxies.Count);
        var state = now - since >= Silence ? PeerState.Lost : PeerState.Silent;
        Put(known with { State = state, SilentSince = since, Fault = fault });
    }

    private PeerFleet Known() => new(_row.Instance, _row.Address, _row.Version)
    {
        LookedUpTo = _told?.LookedUpTo ?? 0,
        Proxies = _told?.Proxies ?? PeerFleet.NoProxies,
        Files = _told?.Files ?? PeerFleet.NoFiles,
    };

    private void Put(PeerFleet peer)
    {
        if (peer == _told) return; // who waits for news is not woken for nothing
        _fleet.Peers.Put(_told = peer);
    }
}
