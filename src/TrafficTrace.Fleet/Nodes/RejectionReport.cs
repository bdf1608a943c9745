using Microsoft.Extensions.Logging;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Fleet.Nodes;

/// <summary>Tells what a stream rejects, once for each reason, and when it is over. Of an observer nothing is told.</summary>
internal static class RejectionReport
{
    public static void Say(ILogger log, ConnectedNode node, ConnectedStream open)
    {
        if (open.Stream.Observer) return;
        var status = open.Stream.Status;
        foreach (var rejection in status.Rejections)
        {
            var reason = NackText.Of(rejection);
            if (open.Told.IsNews(rejection, reason)) Rejected(log, node, rejection, reason);
        }

        foreach (var (typeUrl, name) in open.Told.TakeOver(status)) Over(log, node, open.Stream, ResourceType.Of(typeUrl), name);
    }

    private static void Rejected(ILogger log, ConnectedNode node, Rejection rejection, string reason)
    {
        var next = RejectionText.Next(rejection);
        if (node.Collector is { } collector && rejection.Of(collector) is { } blame)
        {
            if (blame.CanPass) log.CollectorOffered(node.Id, blame.Name, next, reason);
            else log.CollectorRejected(node.Id, blame.Name, reason);
            return;
        }

        log.Rejected(
            node.Id, ResourceType.Of(rejection.TypeUrl).ShortName, RejectionText.Names(rejection.Blamed),
            RejectionText.Consequence(rejection), next, reason);
    }

    private static void Over(ILogger log, ConnectedNode node, XdsStream stream, ResourceType type, string name)
    {
        if (type == ResourceType.Cluster && name == node.Collector?.Name) return; // the log says when it is in use
        var served = stream.Status[type]?.View.Subscription.Contains(name) == true && stream.Snapshot?[type].Find(name) is not null;
        if (served) log.Accepts(node.Id, type.ShortName, name);
        else log.RejectedIsGone(node.Id, type.ShortName, name);
    }
}
