using TrafficTrace.ControlPlane.Options;
using TrafficTrace.ControlPlane.Sources.Files;

namespace TrafficTrace.ControlPlane.Tls;

/// <summary>The certificate of a port over time. Of files that make none, or no pair, the one before stays in force.</summary>
internal sealed class PortCertificate(TlsFiles files, IDisk disk)
{
    private readonly PemFile _chain = new(files.Certificate, disk);
    private readonly PemFile _key = new(files.Key, disk);
    private (string? Chain, string? Key) _taken;
    private string? _pairFault;

    /// <summary>Null as long as there never was a good one.</summary>
    public ServerCertificate? Current { get; private set; }

    /// <summary>Null when the files are those of <see cref="Current"/>.</summary>
    public string? Fault => _chain.Fault ?? _key.Fault ?? _pairFault;

    public void Open()
    {
        _chain.Open();
        _key.Open();
        Take();
    }

    /// <summary>Returns how long until the files are to be looked at again, null when they are at rest.</summary>
    public TimeSpan? Look(DateTimeOffset now)
    {
        TimeSpan?[] waits = [_chain.Look(now), _key.Look(now)];
        if (waits.Min() is { } wait) return wait; // what is half changed is no pair
        Take();
        return null;
    }

    private void Take()
    {
        if (_chain.Text is not { } chain || _key.Text is not { } key || _taken == (chain, key)) return;
        _taken = (chain, key);
        (var certificate, var fault) = ServerCertificate.Read(chain, key);
        _pairFault = fault is null ? null : $"'{files.Certificate}' and '{files.Key}': {fault}";
        Current = certificate ?? Current;
    }
}
