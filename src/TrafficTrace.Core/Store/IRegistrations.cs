using System.Collections.Immutable;

namespace TrafficTrace.Core.Store;

/// <summary>
/// Proxies that registered themselves, a row each, so that a restart and other replicas know them. No part of the history. Whatever it is
/// asked it may answer with a <see cref="JournalAwayException"/>.
/// </summary>
public interface IRegistrations
{
    /// <summary>Whether other processes write to it; else nobody but this one need look.</summary>
    bool IsShared { get; }

    /// <summary>
    /// What was written after <paramref name="known"/> (0: everything). That <paramref name="instance"/> asks tells others that it lives.
    /// </summary>
    Task<RegistrationRows> ReadAsync(string instance, long known, CancellationToken token);

    /// <summary>
    /// Puts rows, each in one statement, whoever had the proxy before; and takes away rows that are still as they are named. All or
    /// nothing.
    /// </summary>
    Task WriteAsync(ImmutableArray<KeptRegistration> puts, ImmutableArray<RegistrationRemoval> removals, CancellationToken token);
}
