using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Server;

/// <summary>Paths of the API, relative to its address; each segment and each value is escaped.</summary>
internal static class ApiPath
{
    /// <exception cref="CommandFailure">One of them can't be a segment.</exception>
    public static string Of(params IEnumerable<string> segments) => string.Join('/', segments.Select(Segment));

    /// <summary>
    /// What is wrong with a text as a segment, null if nothing is. Escaped or not, dots alone are taken away by everybody who reads a path,
    /// with the segment before them: what is left names something else.
    /// </summary>
    public static string? Wrong(string segment) =>
        segment is "" or "." or ".." ? "nothing is called so: give a name, as traffictrace get lists them" : null;

    /// <summary>With what is not null of the values, behind those that the path has already.</summary>
    public static string Query(string path, params (string Name, string? Value)[] values)
    {
        var given = values.Where(value => value.Value is not null)
            .Select(value => $"{Uri.EscapeDataString(value.Name)}={Uri.EscapeDataString(value.Value!)}").ToArray();
        return given.Length == 0 ? path : $"{path}{(path.Contains('?') ? '&' : '?')}{string.Join('&', given)}";
    }

    private static string Segment(string text) =>
        Wrong(text) is { } wrong ? throw CommandFailure.WrongUse($"\"{text}\": {wrong}.") : Uri.EscapeDataString(text);
}
