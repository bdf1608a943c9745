using TrafficTrace.Core.Store;

namespace TrafficTrace.Tests.ControlPlane.Leading;

/// <summary>What processes share, with a clock of its own; each may be cut off from it.</summary>
internal sealed class FakeLeases(TimeProvider time) : ILeases
{
    private readonly Lock _row = new();
    private readonly HashSet<string> _cutOff = [];
    private readonly Dictionary<string, int> _asked = new(StringComparer.Ordinal);
    private HeldLease? _held;
    private DateTimeOffset _until;

    public bool IsShared => true;

    /// <summary>How often an instance has asked, with an answer or without.</summary>
    public int Asked(string instance)
    {
        lock (_row) return _asked.GetValueOrDefault(instance);
    }

    public void CutOff(string instance)
    {
        lock (_row) _cutOff.Add(instance);
    }

    public void Mend(string instance)
    {
        lock (_row) _cutOff.Remove(instance);
    }

    public Task<HeldLease> TakeAsync(string name, string instance, TimeSpan lasts, CancellationToken token)
    {
        lock (_row)
        {
            _asked[instance] = _asked.GetValueOrDefault(instance) + 1;
            if (_cutOff.Contains(instance)) return Task.FromException<HeldLease>(new JournalAwayException("it can't be reached"));
            if (_held is null || _held.Holder == instance || _until <= time.GetUtcNow())
            {
                _held = new(new(name, (_held?.Lease.Term ?? 0) + (_held?.Holder == instance ? 0 : 1)), instance);
                _until = time.GetUtcNow() + lasts;
            }

            return Task.FromResult(_held);
        }
    }

    public Task GiveBackAsync(HeldLease held, CancellationToken token)
    {
        lock (_row)
        {
            if (held == _held) _until = DateTimeOffset.MinValue;
        }

        return Task.CompletedTask;
    }
}
