using Npgsql;

namespace TrafficTrace.Storage.Postgres;

/// <summary>
/// Where a database is, as <c>Host=…;Username=…;Password=…;Database=…</c> or as
/// <c>//user:password@host:port/database?keyword=value</c>.
/// </summary>
internal static class PostgresAddress
{
    /// <summary>Null when the text is none.</summary>
    public static NpgsqlConnectionStringBuilder? Parse(string text)
    {
        try
        {
            var connection = text.StartsWith("//", StringComparison.Ordinal) ? OfUri(new($"postgres:{text}")) : new(text);
            return string.IsNullOrEmpty(connection.Host) ? null : connection;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidCastException)
        {
            return null; // what it says may hold the password
        }
    }

    /// <summary>For people: nothing of it is secret.</summary>
    public static string Shown(NpgsqlConnectionStringBuilder connection) =>
        $"postgres://{connection.Host}:{connection.Port}/{connection.Database ?? connection.Username}";

    private static NpgsqlConnectionStringBuilder OfUri(Uri uri)
    {
        var user = uri.UserInfo.Split(':', 2);
        var connection = new NpgsqlConnectionStringBuilder { Host = uri.Host };
        if (uri.Port > 0) connection.Port = uri.Port;
        if (user[0].Length > 0) connection.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) connection.Password = Uri.UnescapeDataString(user[1]);
        if (uri.AbsolutePath.Length > 1) connection.Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = pair.Split('=', 2) is [var key, var rest] ? (key, rest) : (pair, "");
            connection[Uri.UnescapeDataString(name)] = Uri.UnescapeDataString(value);
        }

        return connection;
    }
}
