using System.Globalization;
using Envoy.Api.Protos;
using Envoy.Config.Core.V3;
using Envoy.Service.Runtime.V3;
using TrafficTrace.Fleet.Authentication;
using TrafficTrace.Fleet.Nodes;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Translation;
using TrafficTrace.Xds.Caching;
using TrafficTrace.Xds.Protocol;
using TrafficTrace.Xds.Resources;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Tests.Fleet;

/// <summary>A stream whose client asks for all that an Envoy asks for, and answers when the test says so.</summary>
internal sealed class StreamByHand
{
    private readonly FleetOnOneThread _fleet;
    private readonly StreamState _state;
    private readonly Node _node;
    private int _nonce;

    /// <param name="fleet">That it is a stream of.</param>
    /// <param name="nodeId">As <c>mesh.dataplane</c>.</param>
    /// <param name="rtds">It asks for the runtime layer.</param>
    /// <param name="minor">Of an Envoy 1.x; null: the node does not tell.</param>
    /// <param name="confidential">It may be sent secrets.</param>
    /// <param name="identity">What it has shown; null: nothing.</param>
    /// <param name="openedAt">When it was let in.</param>
    public StreamByHand(
        FleetOnOneThread fleet, string nodeId, bool rtds, uint? minor = null, bool confidential = false, ProxyIdentity? identity = null,
        DateTimeOffset openedAt = default)
    {
        _fleet = fleet;
        _state = new StreamState(delta: false, null, maxNames: 1000);
        _node = new Node { Id = nodeId };
        if (minor is { } x) _node.UserAgentBuildVersion = new() { Version = new() { MajorNumber = 1, MinorNumber = x } };
        if (rtds) Receive(ResourceType.Runtime, "", null, Names.RuntimeLayer);
        Receive(ResourceType.Cluster, "", null);
        var proven = identity is null || identity.Tags.IsEmpty;
        var variant = proven ? rtds ? "rtds" : "listener" : Variant.Unproven;
        var admission = new Admission(variant, Confidential: confidential) { Identity = identity };
        Stream = new XdsStream(1, _state.Start!, admission, fleet.Cache, new Mailbox()) { OpenedAt = openedAt };
        fleet.Host.Opened(Stream);
        Tell();
        Receive(ResourceType.Listener, "", null);
        Tell();
    }

    /// <summary>One that asks for the runtime layer over the service of that type, and can ask for nothing else.</summary>
    /// <param name="fleet">That it is a stream of.</param>
    /// <param name="node">As its Envoy sends it.</param>
    /// <param name="observer">It is that of <c>traffictrace dump</c>.</param>
    public StreamByHand(FleetOnOneThread fleet, Node node, bool observer = false)
    {
        _fleet = fleet;
        _state = new StreamState(delta: false, TypeUrls.Runtime, maxNames: 1000, NodeMetadata.Kept);
        _node = node;
        Receive(ResourceType.Runtime, "", null, Names.RuntimeLayer);
        Stream = new XdsStream(2, _state.Start!, new Admission("rtds", observer), fleet.Cache, new Mailbox());
        fleet.Host.Opened(Stream);
        Tell();
    }

    public XdsStream Stream { get; }

    /// <summary>What the newest runtime layer says, key by key, in ten-thousandths.</summary>
    public string Layer => Stream.Snapshot is not { } snapshot
        ? "nothing"
        : string.Join(' ', snapshot[ResourceType.Runtime].Resources.Single().Unpack<Runtime>().Layer.Fields
            .OrderBy(key => key.Key, StringComparer.Ordinal)
            .Select(key => $"{key.Key}={key.Value.StructValue.Fields["numerator"].NumberValue}"));

    /// <summary>All that is due is sent and answered, but what <paramref name="rejects"/> gives a reason for.</summary>
    public void Answer(Func<ResourceType, string?>? rejects = null)
    {
        while (Stream.Snapshot is { } snapshot && _state.Next(snapshot, _fleet.Time.GetUtcNow()) is var (type, plan))
        {
            var nonce = (++_nonce).ToString(CultureInfo.InvariantCulture);
            _state.Sent(type, plan, nonce, _fleet.Time.GetUtcNow());
            Receive(type.Type, nonce, rejects?.Invoke(type.Type), [.. type.View.Subscription.Names]);
            Tell();
        }

        Stream.TellAccepted(_state);
    }

    public void Ask(ResourceType type, params string[] names)
    {
        Receive(type, "", null, names);
        Tell();
    }

    public void Close() => _fleet.Host.Closed(Stream);

    private void Receive(ResourceType type, string nonce, string? reason, params string[] names)
    {
        var error = reason is null ? null : new Google.Rpc.Status { Message = reason };
        _state.Receive(new SubscriptionRequest(type.TypeUrl, nonce, error, _node) { Names = names }, _fleet.Time.GetUtcNow());
    }

    private void Tell()
    {
        var before = Stream.Status;
        Stream.Publish(_state.Status());
        if (!ReferenceEquals(before, Stream.Status)) _fleet.Host.Progressed(Stream, before);
    }
}
