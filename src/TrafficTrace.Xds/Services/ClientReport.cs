using System.Globalization;
using Envoy.Admin.V3;
using Envoy.Api.Protos;
using Envoy.Service.Status.V3;
using Google.Protobuf.WellKnownTypes;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;
using GenericConfig = Envoy.Service.Status.V3.ClientConfig.Types.GenericXdsConfig;

namespace TrafficTrace.Xds.Services;

/// <summary>What a stream should hold, was sent and said, as a CSDS entry. Pure.</summary>
internal static class ClientReport
{
    public static ClientConfig Of(StreamStart start, Snapshot? snapshot, StreamStatus stream, bool withoutContents)
    {
        var report = new ClientConfig
        {
            Node = start.Node,
            ClientScope = $"{(start.Aggregated ? "ads" : start.TypeUrl)} {(start.Delta ? "delta" : "sotw")}",
        };
        foreach (var type in ResourceType.All)
        {
            var status = stream[type];
            var set = snapshot?[type] ?? status?.Accepted ?? ResourceSet.Empty;
            report.GenericXdsConfigs.AddRange(set.Resources
                .Where(resource => status is null || status.View.Subscription.Contains(resource.Name))
                .Select(resource => Entry(resource, status, withoutContents)));
        }

        return report;
    }

    private static GenericConfig Entry(PackedResource resource, TypeStatus? status, bool withoutContents)
    {
        var isConfidential = ResourceType.Of(resource.TypeUrl).Confidential;
        var entry = new GenericConfig { TypeUrl = resource.TypeUrl, Name = resource.Name };
        if (!isConfidential) entry.VersionInfo = resource.Version; // a hash tells whether a guess is right
        if (!withoutContents && !isConfidential) entry.XdsConfig = resource.UnpackAny();
        if (status is null) entry.ConfigStatus = ConfigStatus.NotSent;
        else if (RejectionOf(resource, status) is { } rejection)
        {
            entry.ConfigStatus = ConfigStatus.Error;
            entry.ErrorState = isConfidential ? WithoutText(resource, rejection) : ErrorOf(resource, rejection, withoutContents);
        }
        else (entry.ConfigStatus, entry.LastUpdated) = Progress(resource, status);

        return entry;
    }

    // A response that was rejected as a whole is held back as a whole, though the client may have blamed a part of it.
    private static Rejection? RejectionOf(PackedResource resource, TypeStatus status) =>
        status.View.HoldsBack(resource)
            ? status.Rejections.LastOrDefault(rejection => rejection.Blamed.Any(blame => blame.Resource.Equals(resource)))
            : null;

    private static (ConfigStatus Status, Timestamp? Since) Progress(PackedResource resource, TypeStatus status)
    {
        var held = new Held(resource.Name, resource.Version);
        if (status.InFlight.LastOrDefault(sent => sent.Response.Changed.Contains(held)) is { } unanswered)
            return (ConfigStatus.Stale, unanswered.SentAt.ToTimestamp());
        var known = status.View.Sent?.VersionOf(resource.Name) == resource.Version; // brought along from an earlier stream, too
        var accepted = status.Accepted?.Find(resource.Name)?.Equals(resource) == true;
        // It stood beside something that was rejected, and the client did not say what became of it.
        var doubtful = status.View.Doubtful.Contains(resource.Name) || (status.View.HoldsBack(resource) && !accepted);
        if (doubtful) return (ConfigStatus.Stale, null);
        var complete = status.View.Sent is null && accepted; // what a rejected response did not change
        return known || complete ? (ConfigStatus.Synced, status.AcceptedAt?.ToTimestamp()) : (ConfigStatus.NotSent, null);
    }

    private static UpdateFailureState ErrorOf(PackedResource resource, Rejection rejection, bool withoutContents) => new()
    {
        FailedConfiguration = withoutContents ? null : resource.UnpackAny(),
        LastUpdateAttempt = rejection.Time.ToTimestamp(),
        Details = rejection.Message + Next(resource, rejection),
        VersionInfo = resource.Version,
    };

    // The client's text may repeat what it rejects.
    private static UpdateFailureState WithoutText(PackedResource resource, Rejection rejection) => new()
    {
        LastUpdateAttempt = rejection.Time.ToTimestamp(),
        Details = $"The reason is not shown.{Next(resource, rejection)}",
    };

    private static string Next(PackedResource resource, Rejection rejection) =>
        rejection.RetryAt is { } at && rejection.Blamed.Any(blame => blame.CanPass && blame.Resource.Equals(resource))
            ? string.Create(CultureInfo.InvariantCulture, $"\nIt is offered again at {at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}.")
            : "";
}
