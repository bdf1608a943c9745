using TrafficTrace.Load.Proxies;

namespace TrafficTrace.Floor;

/// <summary>What is left of a request: the type asked for, null where it only acknowledges. One object for all requests alike.</summary>
internal sealed record FloorRequest(XdsType? Type)
{
    public static readonly FloorRequest Acknowledgement = new((XdsType?)null);

    private static readonly FloorRequest[] ByType =
    [
        .. Enumerable.Range(0, XdsTypes.Count).Select(type => new FloorRequest((XdsType)type)),
    ];

    public static FloorRequest For(XdsType type) => ByType[(int)type];
}
