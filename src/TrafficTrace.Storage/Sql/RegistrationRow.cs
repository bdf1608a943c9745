using System.Net;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.Storage.Sql;

/// <summary>A registration as it stands in its row.</summary>
internal sealed record RegistrationRow(
    StoredDocument Document, string Instance, long Generation, string? Address, bool IsLost, DateTimeOffset Seen)
{
    /// <summary>Or why it can't be served under the rules of now.</summary>
    public (KeptRegistration? Registration, string Why) Read(ReaderOptions options) => Document.Read(options) switch
    {
        Dataplane dataplane => (Of(dataplane), ""),
        UnreadResource unread => (null, unread.Why),
        var other => (null, $"it is a {other.Kind}"),
    };

    private KeptRegistration Of(Dataplane dataplane) => new(dataplane, Instance, Generation, Seen)
    {
        IsLost = IsLost,
        Address = IPAddress.TryParse(Address, out var address) ? address : null,
    };
}
