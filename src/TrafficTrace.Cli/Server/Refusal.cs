using System.Net;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;

namespace TrafficTrace.Cli.Server;

/// <summary>An error of the API in words: what it is, and below each field that is wrong.</summary>
internal static class Refusal
{
    private const int FirstOwnFault = 500;

    public static string Text(ApiAnswer answer) =>
        string.Join('\n', [Sentence(answer), .. Violations(answer.Body), .. Instead(answer.Body), .. WhoAsks(answer)]);

    private static string Sentence(ApiAnswer answer)
    {
        var title = answer.Body.Text("title");
        var detail = answer.Body.Text("detail") is { Length: > 0 } told ? told : answer.Body.Text("details");
        var reason = string.Join(": ", new[] { title, detail }.Where(part => part.Length > 0));
        if (reason.Length == 0) reason = $"status {(int)answer.Status}";
        return (int)answer.Status >= FirstOwnFault
            ? $"The control plane can't do it ({(int)answer.Status}): {reason}"
            : $"Refused: {reason}";
    }

    private static IEnumerable<string> Violations(JsonNode? body)
    {
        var given = body.Items("invalid_parameters").Select(part => (Part: part, Reason: part.Text("reason"))).ToArray();
        if (given.Length == 0) given = [.. body.Items("causes").Select(part => (Part: part, Reason: part.Text("message")))];
        return given.Select(violation => $"  {Where(violation.Part)}{violation.Reason}");
    }

    private static IEnumerable<string> WhoAsks(ApiAnswer answer) => answer.Status == HttpStatusCode.Unauthorized
        ? ["Say who asks: --token-file FILE, the variable TRAFFICTRACE_TOKEN_FILE, or traffictrace config add NAME --token-file FILE."]
        : [];

    // What to commit, where a file has to change.
    private static IEnumerable<string> Instead(JsonNode? body) => body.Text("yaml") is { Length: > 0 } yaml ? [yaml.TrimEnd()] : [];

    // Of many documents at once, the resource is told as well.
    private static string Where(JsonNode? part) =>
        string.Concat(new[] { part.Text("resource"), part.Text("field") }.Where(text => text.Length > 0).Select(text => $"{text}: "));
}
