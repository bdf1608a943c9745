using System.Buffers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace TrafficTrace.Load.Http2;

/// <summary>
/// TLS on one connection, as Envoy speaks it: the server's certificate is checked against its authority, and HTTP/2 asked for.
/// </summary>
internal sealed class TlsLayer : IDisposable
{
    private const int Record = 16 * 1024;

    // Of all connections: what is read stands in it until the next read, and one thread reads.
    private static readonly ArrayBufferWriter<byte> Plain = new();

    private readonly CipherPipe _pipe = new();
    private readonly ArrayBufferWriter<byte> _early = new(); // written before the handshake was over
    private readonly SslStream _tls;
    private readonly Task _loop;
    private bool _isReady;

    public TlsLayer(string host, X509Certificate2 authority)
    {
        _tls = new SslStream(_pipe);
        _loop = RunAsync(host, authority);
    }

    /// <summary>The handshake failed, or the other side has ended.</summary>
    public bool HasEnded => _loop.IsCompleted;

    /// <summary>What is to go to the socket.</summary>
    public ReadOnlySpan<byte> Outgoing => _pipe.Outgoing;

    public void Sent() => _pipe.Sent();

    public void Write(ReadOnlySpan<byte> plain)
    {
        if (_isReady) _tls.Write(plain);
        else _early.Write(plain);
    }

    /// <summary>Takes in what came from the socket. Returns what is in it, which holds until the next call.</summary>
    public ReadOnlySpan<byte> Read(ReadOnlySpan<byte> cipher)
    {
        Plain.ResetWrittenCount();
        _pipe.Arrive(cipher);
        return Plain.WrittenSpan;
    }

    public void Dispose() => _tls.Dispose();

    private async Task RunAsync(string host, X509Certificate2 authority)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(authority);
        await _tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = host,
            ApplicationProtocols = [SslApplicationProtocol.Http2],
            CertificateChainPolicy = policy,
        });
        _isReady = true;
        if (_early.WrittenCount > 0) _tls.Write(_early.WrittenSpan);
        _early.Clear();
        while (await ReadAsync())
        {
            // goes on as long as the other side does
        }
    }

    private async Task<bool> ReadAsync()
    {
        _ = await _tls.ReadAsync(Memory<byte>.Empty); // holds no buffer while nothing comes
        var buffer = ArrayPool<byte>.Shared.Rent(Record);
        var count = await _tls.ReadAsync(buffer);
        Plain.Write(buffer.AsSpan(0, count));
        ArrayPool<byte>.Shared.Return(buffer);
        return count > 0;
    }
}
