namespace TrafficTrace.Core.Access;

/// <summary>
/// Where signing keys and revocations are kept: beside the documents and never among them, so that no preview, history, event or export
/// shows them. Whatever it is asked it may answer with a <see cref="Store.JournalAwayException"/>, or, where somebody has to do something,
/// with a <see cref="Store.JournalRefusedException"/> or a <see cref="KeysSealedException"/>; what it has stays as it was.
/// </summary>
public interface IKeyring
{
    /// <summary>As far as this process knows them. Another object once they have changed.</summary>
    KeySet Current { get; }

    /// <summary>Takes in what other processes have written.</summary>
    Task RefreshAsync(CancellationToken token);

    /// <summary>False where the purpose has a key of that serial, or <see cref="KeySet.Most"/> already.</summary>
    Task<bool> TryAddAsync(SigningKey key, CancellationToken token);

    /// <summary>False where there is no such key.</summary>
    Task<bool> RemoveAsync(KeyPurpose purpose, string serial, CancellationToken token);

    /// <summary>All or none; one that is there stays as it was. False where it would be over <see cref="KeySet.MostRevoked"/>.</summary>
    Task<bool> RevokeAsync(IReadOnlyCollection<Revocation> revocations, CancellationToken token);
}
