using System.Text.Json;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Input;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Overlay;

/// <summary>Where the configuration of a proxy comes from: a file, standard input, or its admin port.</summary>
internal static class DumpSource
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static bool IsOne(string source) => source == ResourceInput.Standard || IsUrl(source) || File.Exists(source);

    private static bool IsUrl(string source) =>
        Uri.TryCreate(source, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";

    /// <returns>What the admin port answers to <c>/config_dump</c>, and to <c>/runtime</c> where it was asked.</returns>
    /// <exception cref="CommandFailure">It can't be read.</exception>
    public static async Task<(JsonNode? Dump, JsonNode? Runtime)> ReadAsync(
        string source, TextReader input, CancellationToken cancellation)
    {
        if (!IsUrl(source)) return (Parse(source, Text(source, input)), null);
        var admin = new Uri(source.TrimEnd('/') + "/");
        return (await AskAsync(admin, "config_dump", cancellation), await AskAsync(admin, "runtime", cancellation));
    }

    private static string Text(string source, TextReader input)
    {
        try
        {
            return source == ResourceInput.Standard ? BoundedText.Read(input) : BoundedText.Read(source);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw CommandFailure.WrongUse($"{source}: {unreadable.Message}");
        }
    }

    private static async Task<JsonNode?> AskAsync(Uri admin, string path, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            var address = new Uri(admin, path);
            return Parse(address.ToString(), await http.GetStringAsync(address, cancellation));
        }
        catch (HttpRequestException failure)
        {
            throw new CommandFailure(ExitCode.NotReached, $"No admin port of an Envoy answers at {admin}: {failure.Message}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CommandFailure(ExitCode.TimedOut, $"The admin port at {admin} did not answer within {Patience.TotalSeconds} s.");
        }
    }

    private static JsonNode? Parse(string source, string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException broken)
        {
            throw CommandFailure.WrongUse($"{source}: is no JSON, as Envoy's /config_dump is: {broken.Message}");
        }
    }
}
