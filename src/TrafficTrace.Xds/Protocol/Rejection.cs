using System.Collections.Immutable;
using Envoy.Api.Protos;

namespace TrafficTrace.Xds.Protocol;

/// <summary>
/// A NACK. <see cref="Blamed"/> are the resources that its text names, or, when it names none, all that the response changed:
/// Envoy applies the good resources of a response that it rejects. <see cref="Message"/> is the client's own text, of a
/// very long one the last <see cref="MaxText"/> characters.
/// </summary>
public sealed record Rejection(string TypeUrl, string Version, ImmutableArray<Blame> Blamed, string Message, DateTimeOffset Time)
{
    /// <summary>
    /// Envoy's texts hold whole resources, and what is wrong with them stands at the end. So much takes no more than each stream may take
    /// in any case: what all proxies of a mesh reject at once ends the stream of none.
    /// </summary>
    public const int MaxText = 4 * 1024;

    public string Message { get; } = Message.Length <= MaxText ? Message : Message[^MaxText..];

    /// <summary>How often what <see cref="Blame.CanPass"/> was rejected in a row, at least 1; 0 where nothing can.</summary>
    public int Attempts { get; init; }

    /// <summary>When what <see cref="Blame.CanPass"/> is offered again; null where nothing can, and while it is on its way.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>What it says of a resource of this type and name, in whatever version; null when it does not blame it.</summary>
    public Blame? Of(PackedResource resource)
    {
        if (TypeUrl != resource.TypeUrl) return null;
        foreach (var blame in Blamed)
        {
            if (blame.Name == resource.Name) return blame;
        }

        return null;
    }

    internal bool Blames(string name) => Blamed.Any(blame => blame.Name == name);

    /// <summary>This one, of the resources that still have it; null when none has.</summary>
    internal Rejection? Of(Predicate<PackedResource> open)
    {
        var blamed = Blamed.RemoveAll(blame => !open(blame.Resource));
        if (blamed.IsEmpty) return null;
        if (blamed.Length == Blamed.Length) return this;
        return this with { Blamed = blamed, RetryAt = blamed.Any(blame => blame.CanPass) ? RetryAt : null };
    }
}
