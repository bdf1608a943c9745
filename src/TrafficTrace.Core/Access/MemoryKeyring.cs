namespace TrafficTrace.Core.Access;

/// <summary>Keys that are gone when the process ends, and all tokens with them.</summary>
public sealed class MemoryKeyring : IKeyring
{
    private readonly Lock _writing = new();
    private volatile KeySet _current = KeySet.None;

    public KeySet Current => _current;

    public Task RefreshAsync(CancellationToken token) => Task.CompletedTask;

    public Task<bool> TryAddAsync(SigningKey key, CancellationToken token) => Change(keys =>
        keys.Find(key.Purpose, key.Serial) is null && keys.Of(key.Purpose).Count() < KeySet.Most ? keys.With(key) : null);

    public Task<bool> RemoveAsync(KeyPurpose purpose, string serial, CancellationToken token) => Change(keys =>
        keys.Find(purpose, serial) is { } key ? keys.Without(key) : null);

    public Task<bool> RevokeAsync(IReadOnlyCollection<Revocation> revocations, CancellationToken token) => Change(keys =>
        keys.With(revocations) is var with && with.Revoked.Count <= KeySet.MostRevoked ? with : null);

    private Task<bool> Change(Func<KeySet, KeySet?> edit)
    {
        lock (_writing)
        {
            if (edit(_current) is not { } next) return Task.FromResult(false);
            _current = next;
            return Task.FromResult(true);
        }
    }
}
