using System.Collections.Frozen;
using Microsoft.IdentityModel.Tokens;

namespace TrafficTrace.ControlPlane.Access.Proxies;

/// <summary>Keys of whoever makes tokens elsewhere: they are looked at here, and none is signed with them.</summary>
internal sealed class PublicKeys(IEnumerable<(string Mesh, RsaSecurityKey Key)> keys)
{
    private readonly FrozenDictionary<(string, string), RsaSecurityKey> _keys = keys.ToFrozenDictionary(
        key => (key.Mesh, key.Key.KeyId), key => key.Key);

    /// <summary>Null when none is given of that mesh and serial.</summary>
    public RsaSecurityKey? Find(string mesh, string serial) => _keys.GetValueOrDefault((mesh, serial));
}
