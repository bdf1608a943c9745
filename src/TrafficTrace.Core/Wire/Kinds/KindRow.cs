using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire.Envelopes;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>
/// A kind of document, how it is called elsewhere, and what reads it. <see cref="Kind"/> is what it becomes; null for one that is only
/// checked, of which nothing is stored.
/// </summary>
public sealed record KindRow
{
    private KindRow(string name, ResourceKind? kind, Func<Envelope, ReaderOptions, Resource?> read) =>
        (Name, Kind, Read) = (name, kind, read);

    /// <summary>As documents have it: <c>TrafficTrace</c>.</summary>
    public string Name { get; }

    public ResourceKind? Kind { get; }

    /// <summary>As a command line has it: <c>traffic-trace</c>; empty for one that is only checked.</summary>
    public string Singular { get; private init; } = "";

    /// <summary>As paths of the API have it: <c>traffic-traces</c>; empty for one that is only checked.</summary>
    public string Plural { get; private init; } = "";

    /// <summary>Whether clients of the API may write it as a document.</summary>
    public bool ApiWrites { get; internal init; }

    /// <summary>Whether the API alone may: it ends by itself, and a file does not.</summary>
    public bool IsOfApiAlone { get; private init; }

    /// <summary>Gives null for a kind that is only checked; the reasons against a document are among its findings.</summary>
    internal Func<Envelope, ReaderOptions, Resource?> Read { get; }

    internal static KindRow Served(ResourceKind kind, string singular, string plural, Func<Envelope, ReaderOptions, Resource> read) =>
        new(kind.ToString(), kind, read) { Singular = singular, Plural = plural, ApiWrites = true };

    internal static KindRow OfApi(ResourceKind kind, string singular, string plural, Func<Envelope, ReaderOptions, Resource> read) =>
        Served(kind, singular, plural, read) with { IsOfApiAlone = true };

    internal static KindRow Checked(string name, Action<Envelope, ReaderOptions> check) => new(name, null, (envelope, options) =>
    {
        check(envelope, options);
        return null;
    });
}
