using Microsoft.Extensions.Logging;
using TrafficTrace.Core.Access;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Storage.Postgres;
using TrafficTrace.Storage.Sql;
using TrafficTrace.Storage.Sqlite;

namespace TrafficTrace.Storage;

/// <summary>Journals by where they are kept.</summary>
public static class Journals
{
    /// <summary>Nothing is opened before it is asked something; whoever is done with it disposes it.</summary>
    /// <param name="store">Where it is kept.</param>
    /// <param name="options">Of whoever reads its documents.</param>
    /// <param name="bounds">What of the history is kept in a database.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Of the loggers.</param>
    public static IJournal Of(
        StoreAddress store, ReaderOptions options, HistoryBounds bounds, TimeProvider time, ILoggerFactory log) => store.IsMemory
        ? new MemoryJournal()
        : new SqlJournal(DatabaseOf(store), options, bounds, time, log.CreateLogger<SqlJournal>());

    /// <summary>Registrations that are kept where <paramref name="journal"/> is; it is to be one of <see cref="Of"/>.</summary>
    public static IRegistrations RegistrationsBeside(IJournal journal, ReaderOptions options, ILoggerFactory log) =>
        journal is SqlJournal sql
            ? new SqlRegistrations(sql.Opened, options, log.CreateLogger<SqlRegistrations>())
            : new MemoryRegistrations();

    /// <summary>Keys that are kept where <paramref name="journal"/> is; it is to be one of <see cref="Of"/>.</summary>
    public static IKeyring KeyringBeside(IJournal journal, KeySeal? seal) =>
        journal is SqlJournal sql ? new SqlKeyring(sql.Opened, seal) : new MemoryKeyring();

    /// <summary>Leases that are kept where <paramref name="journal"/> is; it is to be one of <see cref="Of"/>.</summary>
    public static ILeases LeasesBeside(IJournal journal) =>
        SharedOf(journal) is { } shared ? new SqlLeases(shared) : new UnsharedLeases();

    /// <summary>Addresses of hosts that are kept where <paramref name="journal"/> is; null where nobody shares that.</summary>
    public static ISharedHosts? HostsBeside(IJournal journal) => SharedOf(journal) is { } shared ? new SqlHosts(shared) : null;

    /// <summary>Who shares what is kept where <paramref name="journal"/> is; it is to be one of <see cref="Of"/>.</summary>
    public static IReplicas ReplicasBeside(IJournal journal) =>
        journal is SqlJournal sql ? new SqlReplicas(sql.Opened) : new AloneReplicas();

    internal static SqlDatabase DatabaseOf(StoreAddress store) => store.Connection is { } connection
        ? new PostgresDatabase(connection, store.ToString())
        : new SqliteDatabase(store.File!);

    private static OpenedDatabase? SharedOf(IJournal journal) =>
        journal is SqlJournal { Opened: { Database.IsShared: true } shared } ? shared : null;
}
