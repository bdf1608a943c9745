using System.Collections.Immutable;
using Envoy.Api.Protos;

namespace TrafficTrace.Xds.Protocol;

/// <summary>
/// A NACK. <see cref="Blamed"/> are the resources that its text names, or, when it names none, all that the response changed:
/// Envoy applies the good resources of a response that it rejects. <see cref="Message"/> is the client's own text, of a
/// very long one the last <see cref="MaxText"/> characters.
/// </summary>
public sealed record Rejection(string TypeUrl, string Version, ImmutableArray<PackedResource> Blamed, string Message, DateTimeOffset Time)
{
    /// <summary>Envoy's texts hold whole resources, and what is wrong with them stands at the end.</summary>
    public const int MaxText = 64 * 1024;

    public string Message { get; } = Message.Length <= MaxText ? Message : Message[^MaxText..];

    /// <summary>Which of <paramref name="changed"/> the text of a NACK names. Envoy writes <c>name: what is wrong</c>, several in one text.</summary>
    public static ImmutableArray<PackedResource> Named(ImmutableArray<PackedResource> changed, string message) =>
        [.. changed.Where(resource => Names(message, resource.Name))];

    private static bool Names(string message, string name)
    {
        for (var at = message.IndexOf(name, StringComparison.Ordinal); at >= 0; at = message.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var end = at + name.Length;
            if (!Continues(message, at - 1) && !Continues(message, end)) return true;
        }

        return false;
    }

    // "web" is not named by "web-admin: …", nor "inbound:10.0.0.1:80" by "inbound:10.0.0.1:8080: …".
    private static bool Continues(string message, int index) =>
        index >= 0 && index < message.Length && (char.IsAsciiLetterOrDigit(message[index]) || message[index] is '-' or '_' or '.');
}
