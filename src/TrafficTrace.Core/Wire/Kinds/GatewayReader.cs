using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads <c>networking.gateway</c>, and decides whether a proxy may or must have inbounds.</summary>
internal static class GatewayReader
{
    /// <summary>True, and said, for a gateway that Kuma itself would be.</summary>
    public static bool IsBuiltin(Field networking)
    {
        var type = networking.Child("gateway").Child("type");
        if (type.Node is not ScalarNode { Text: "BUILTIN" or "1" }) return false;
        type.Error(
            "unsupported gateway type: builtin gateways are not served. Run the gateway as a program of its own, with type DELEGATED");
        return true;
    }

    /// <summary>Null for a proxy without gateway.</summary>
    public static TagSet? Read(Field networking)
    {
        var gateway = networking.Child("gateway");
        var inbound = networking.Child("inbound");
        var hasInbounds = inbound.Node is not (null or SequenceNode { Items.IsEmpty: true });
        if (!gateway.Exists && !hasInbounds) networking.Error("has to contain at least one inbound interface or gateway");
        if (gateway.Exists && hasInbounds) inbound.Error("inbound cannot be defined for delegated gateways");
        if (!gateway.IsMapping()) return null;
        gateway.WarnOfUnknown("tags", "type");
        CheckType(gateway.Child("type"));
        return TagsOf(gateway.Child("tags"));
    }

    private static TagSet TagsOf(Field field)
    {
        if (field.At(TagSet.Protocol).Node is ScalarNode { Kind: ScalarKind.Text } protocol
            && ServiceTagRules.OfGatewayProtocol(protocol.Text) is { } violation) field.At(TagSet.Protocol).Error(violation);
        return ServiceTags.Read(field, missing => missing.Error($"mandatory tag \"{TagSet.Service}\" is missing"));
    }

    private static void CheckType(Field field)
    {
        if (field.Node is not (null or ScalarNode { Text: "DELEGATED" or "0" })) field.Error("has to be DELEGATED or BUILTIN");
    }
}
