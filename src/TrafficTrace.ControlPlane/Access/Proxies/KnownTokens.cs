using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace TrafficTrace.ControlPlane.Access.Proxies;

/// <summary>
/// Tokens whose signature was found good, by hash: a proxy shows the same with each stream. When there are too many all are forgotten:
/// each is found good anew.
/// </summary>
internal sealed class KnownTokens
{
    private const int Most = 20_000;

    private readonly ConcurrentDictionary<(UInt128, UInt128), DataplaneToken> _byHash = [];
    private int _count;

    public DataplaneToken? Find(string token) => _byHash.GetValueOrDefault(HashOf(token));

    public void Add(string token, DataplaneToken read)
    {
        if (Interlocked.Increment(ref _count) > Most)
        {
            _byHash.Clear();
            Interlocked.Exchange(ref _count, 1);
        }

        _byHash[HashOf(token)] = read;
    }

    private static (UInt128, UInt128) HashOf(string token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(token), hash);
        return (BitConverter.ToUInt128(hash), BitConverter.ToUInt128(hash[16..]));
    }
}
