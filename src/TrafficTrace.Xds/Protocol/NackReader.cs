using System.Collections.Immutable;
using Envoy.Api.Protos;

namespace TrafficTrace.Xds.Protocol;

/// <summary>
/// Reads the text of a NACK: which resources it names, and what it says of each. The texts are Envoy's, 1.36 and 1.40; what is not
/// known is taken for a fault of the content. Pure.
/// </summary>
internal static class NackReader
{
    // Comes after a dump of the configuration, which may hold any words.
    private const string Invalid = "Proto constraint validation failed";

    private const int MaxRead = 256 * 1024; // characters: of a longer text the end, as it is searched for each name

    private static readonly (string Text, string End, RejectionCause Cause)[] Causes =
    [
        ("has duplicate address ", "", RejectionCause.Listener),
        ("unknown cluster '", "", RejectionCause.Cluster),
        ("Unknown gRPC client cluster '", "", RejectionCause.Cluster),
        ("cannot bind", "", RejectionCause.Machine), // "Address already in use", "Cannot assign requested address"
        ("Invalid path: ", "", RejectionCause.Machine), // a file that is not there
        ("paths must refer to an existing path", "", RejectionCause.Machine),
        ("unable to read file: ", "", RejectionCause.Machine),
        ("unable to open file '", "", RejectionCause.Machine),
        ("file /", " is empty", RejectionCause.Machine), // as a folder, or a file without read permission, is for Envoy
        ("file /", " does not exist", RejectionCause.Machine),
        ("Failed to load ", " from /", RejectionCause.Machine),
        ("Failed to load ", " from path: /", RejectionCause.Machine),
    ];

    /// <summary>
    /// Those of <paramref name="changed"/> that the text names, each with the cause that its own part of the text tells. Envoy writes
    /// <c>name: what is wrong</c>, several in one text. Empty when it names none.
    /// </summary>
    public static ImmutableArray<Blame> Named(ImmutableArray<PackedResource> changed, string message)
    {
        var parts = changed
            .Select(resource => (Resource: resource, At: IndexOf(message, resource.Name)))
            .Where(part => part.At >= 0)
            .OrderBy(part => part.At)
            .ToArray();
        var ends = parts.Skip(1).Select(part => part.At).Append(message.Length);
        return [.. parts.Zip(ends, (part, end) => new Blame(part.Resource, CauseOf(message[part.At..end])))];
    }

    /// <param name="text">What the client says of one resource.</param>
    public static RejectionCause CauseOf(string text)
    {
        text = text[StartOf(text)..];
        if (text.Contains(Invalid, StringComparison.Ordinal)) return RejectionCause.Content;
        foreach (var (begin, end, cause) in Causes)
        {
            var at = text.IndexOf(begin, StringComparison.Ordinal);
            if (at >= 0 && text.IndexOf(end, at, StringComparison.Ordinal) >= 0) return cause;
        }

        return RejectionCause.Content;
    }

    // A resource's own part begins with its name and a colon; other clients than Envoy may name it otherwise. "web" is not named by
    // "web-admin: …", nor "inbound:10.0.0.1:80" by "inbound:10.0.0.1:8080: …".
    private static int IndexOf(string message, string name)
    {
        if (name.Length == 0) return -1;
        var first = -1;
        for (var at = StartOf(message) - 1; (at = message.IndexOf(name, at + 1, StringComparison.Ordinal)) >= 0;)
        {
            var end = at + name.Length;
            if (Continues(message, at - 1) || Continues(message, end)) continue;
            if (message.AsSpan(end).StartsWith(": ")) return at;
            if (first < 0) first = at;
        }

        return first;
    }

    private static int StartOf(string text) => Math.Max(0, text.Length - MaxRead);

    private static bool Continues(string message, int index) =>
        index >= 0 && index < message.Length && (char.IsAsciiLetterOrDigit(message[index]) || message[index] is '-' or '_' or '.');
}
