using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Tests.Registration;

/// <summary>The rows, as databases keep them.</summary>
internal sealed class RegistrationsByHand
{
    private readonly Dictionary<ResourceKey, (KeptRegistration Row, long Position)> _rows = [];
    private readonly Dictionary<string, long> _beats = new(StringComparer.Ordinal);
    private long _position;

    public IEnumerable<string> Names => _rows.Keys.Select(key => key.Name).Order(StringComparer.Ordinal);

    public KeptRegistration Of(string name) => _rows[Registrars.Key(name)].Row;

    public void Write(IEnumerable<KeptRegistration> puts, IEnumerable<RegistrationRemoval> removals)
    {
        _position++;
        foreach (var put in puts) _rows[put.Key] = (put, _position);
        foreach (var removal in removals)
        {
            if (_rows.TryGetValue(removal.Key, out var kept) && kept.Row.Instance == removal.Instance
                && kept.Row.Generation == removal.Generation)
            {
                _rows.Remove(removal.Key);
            }
        }
    }

    public RegistrationRows Read(string instance, long known, out long position)
    {
        _beats[instance] = _beats.GetValueOrDefault(instance) + 1;
        position = _position;
        return new(
            position,
            [.. _rows.Values.Where(row => row.Position > known).Select(row => row.Row)],
            [.. _rows.Keys],
            RegistrationRows.None.Beats.SetItems(_beats));
    }
}
