namespace TrafficTrace.Cli.Server;

/// <summary>Paths of the API, relative to its address; each segment and each value is escaped.</summary>
internal static class ApiPath
{
    public static string Of(params IEnumerable<string> segments) => string.Join('/', segments.Select(Uri.EscapeDataString));

    /// <summary>With what is not null of the values, behind those that the path has already.</summary>
    public static string Query(string path, params (string Name, string? Value)[] values)
    {
        var given = values.Where(value => value.Value is not null)
            .Select(value => $"{Uri.EscapeDataString(value.Name)}={Uri.EscapeDataString(value.Value!)}").ToArray();
        return given.Length == 0 ? path : $"{path}{(path.Contains('?') ? '&' : '?')}{string.Join('&', given)}";
    }
}
