using Npgsql;
using TrafficTrace.Storage.Postgres;

namespace TrafficTrace.Storage;

/// <summary>
/// Where what the API is told is kept: <c>memory</c>, <c>sqlite:FILE</c> or <c>postgres:CONNECTION</c>. As a text it is fit to be shown: a
/// password is not in it.
/// </summary>
public sealed class StoreAddress
{
    private const string MemoryWord = "memory";
    private const string SqlitePrefix = "sqlite:";
    private const string PostgresPrefix = "postgres:";

    public static readonly StoreAddress Memory = new(MemoryWord);

    private readonly string _shown;

    private StoreAddress(string shown) => _shown = shown;

    public bool IsMemory => File is null && Connection is null;

    /// <summary>Whether other processes may write to it.</summary>
    public bool IsShared => Connection is not null;

    /// <summary>The folder of an SQLite file; null of any other store.</summary>
    public string? Folder => File is null ? null : Path.GetDirectoryName(Path.GetFullPath(File));

    internal string? File { get; private init; }

    internal NpgsqlConnectionStringBuilder? Connection { get; private init; }

    /// <param name="text">What was given.</param>
    /// <param name="wrong">Why it is no address, null when it is one: nothing of a connection is repeated in it.</param>
    public static StoreAddress? Parse(string text, out string? wrong)
    {
        wrong = null;
        if (text == MemoryWord) return Memory;
        if (text.StartsWith(SqlitePrefix, StringComparison.Ordinal))
        {
            if (text.Length > SqlitePrefix.Length) return new(text) { File = text[SqlitePrefix.Length..] };
            wrong = $"has no file; give {SqlitePrefix}FILE";
        }
        else if (text.StartsWith(PostgresPrefix, StringComparison.Ordinal))
        {
            if (PostgresAddress.Parse(text[PostgresPrefix.Length..]) is { } connection)
                return new(PostgresAddress.Shown(connection)) { Connection = connection };
            wrong = $"is no connection; give {PostgresPrefix}Host=HOST;Username=USER;Password=PASSWORD;Database=NAME (Npgsql's keywords), "
                + $"or {PostgresPrefix}//USER:PASSWORD@HOST/NAME";
        }
        else
        {
            wrong = $"is no store; give {MemoryWord}, {SqlitePrefix}FILE or {PostgresPrefix}CONNECTION";
        }

        return null;
    }

    public override string ToString() => _shown;
}
