using System.Globalization;
using System.Net;

namespace TrafficTrace.Core.Validation;

/// <summary>Addresses that the listeners of one proxy take. Envoy rejects the second listener on the same one.</summary>
public sealed class ListenerAddresses
{
    private readonly Dictionary<(string Address, int Port), string> _owners = [];

    /// <summary>Null, or why <paramref name="owner"/> (a field path) cannot listen there.</summary>
    public string? Take(string address, int port, string owner)
    {
        var canonical = IPAddress.TryParse(address, out var ip) ? ip.ToString() : address.ToLowerInvariant();
        if (_owners.TryAdd((canonical, port), owner)) return null;
        var place = string.Create(CultureInfo.InvariantCulture, $"{(canonical.Contains(':') ? $"[{canonical}]" : canonical)}:{port}");
        return $"{place} is already used by {_owners[(canonical, port)]}: a proxy can listen only once on an address and port";
    }
}
