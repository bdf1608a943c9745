using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire.Envelopes;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>
/// A kind of document and what reads it. <see cref="Kind"/> is what it becomes; null for one that is only checked, of which nothing is
/// stored. The reader gives null for such a one; the reasons against a document are among its findings.
/// </summary>
internal sealed record KindRow(string Name, ResourceKind? Kind, Func<Envelope, ReaderOptions, Resource?> Read)
{
    public static KindRow Served(ResourceKind kind, Func<Envelope, ReaderOptions, Resource> read) => new(kind.ToString(), kind, read);

    public static KindRow Checked(string name, Action<Envelope, ReaderOptions> check) => new(name, null, (envelope, options) =>
    {
        check(envelope, options);
        return null;
    });
}
