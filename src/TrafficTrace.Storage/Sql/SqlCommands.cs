using System.Data.Common;

namespace TrafficTrace.Storage.Sql;

/// <summary>Commands with named parameters, as both databases take them: <c>@name</c>.</summary>
internal static class SqlCommands
{
    /// <summary>In the transaction of the connection, if there is one.</summary>
    public static DbCommand Command(
        this DbConnection connection, string text, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public static async Task<int> ExecuteAsync(
        this DbConnection connection, string text, CancellationToken token, params (string Name, object? Value)[] parameters)
    {
        await using var command = connection.Command(text, parameters);
        return await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
    }

    /// <summary>Null where there is no row, or nothing in it.</summary>
    public static async Task<object?> ScalarAsync(
        this DbConnection connection, string text, CancellationToken token, params (string Name, object? Value)[] parameters)
    {
        await using var command = connection.Command(text, parameters);
        return await command.ExecuteScalarAsync(token).ConfigureAwait(false) is { } value and not DBNull ? value : null;
    }
}
