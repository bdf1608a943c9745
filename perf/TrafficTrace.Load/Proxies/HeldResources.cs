using System.Runtime.InteropServices;
using System.Text;

namespace TrafficTrace.Load.Proxies;

/// <summary>Names and versions of the few resources of one type that a proxy holds.</summary>
internal sealed class HeldResources
{
    private readonly List<string> _names = [];
    private readonly List<byte[]> _versions = [];

    public int Count => _names.Count;

    public (string Name, byte[] Version) this[int index] => (_names[index], _versions[index]);

    /// <summary>Returns the name as text.</summary>
    public string Put(ReadOnlySpan<byte> name, ReadOnlySpan<byte> version)
    {
        var index = IndexOf(name);
        if (index < 0)
        {
            index = _names.Count;
            _names.Add(string.Intern(Encoding.UTF8.GetString(name))); // the same for many proxies
            _versions.Add([]);
        }

        Kept.Put(ref CollectionsMarshal.AsSpan(_versions)[index], version);
        return _names[index];
    }

    public void Remove(string name)
    {
        var index = _names.IndexOf(name);
        if (index < 0) return;
        _names.RemoveAt(index);
        _versions.RemoveAt(index);
    }

    private int IndexOf(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _names.Count; i++)
        {
            if (Ascii.Equals(name, _names[i])) return i;
        }

        return -1;
    }
}
