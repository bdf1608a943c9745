using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads one inbound: where the proxy listens, where the workload does, what it is called.</summary>
internal static class InboundReader
{
    private const string NoIp = "has to be valid IP address";
    private const string Loop = "serviceAddress and servicePort has to differ from address and port";

    public static Inbound Read(Field field, string dataplaneAddress, ListenerAddresses listeners)
    {
        field.IsMapping();
        field.WarnOfUnknown("port", "servicePort", "serviceAddress", "address", "tags", "health", "serviceProbe", "state", "name");
        var port = Ports.Required(field.Child("port"));
        var servicePort = Ports.Optional(field.Child("servicePort"));
        var serviceAddress = Ip(field.Child("serviceAddress"), "serviceAddress");
        var meetsItself = servicePort == 0 || servicePort == port;
        if (serviceAddress is not null && serviceAddress == dataplaneAddress && meetsItself) field.Child("serviceAddress").Error(Loop);
        var address = Ip(field.Child("address"), "address");
        if (address is not null && address == serviceAddress && meetsItself) field.Child("serviceAddress").Error(Loop);
        var tags = TagsOf(field);
        var ready = HealthReader.IsReady(field);
        Listen(field.Child("port"), address ?? dataplaneAddress, port, listeners);
        return new Inbound(address, port, serviceAddress ?? "127.0.0.1", servicePort == 0 ? port : servicePort, tags, ready);
    }

    private static TagSet TagsOf(Field inbound)
    {
        var field = inbound.Child("tags");
        if (field.At(TagSet.Protocol).Node is ScalarNode { Kind: ScalarKind.Text } protocol
            && ServiceTagRules.OfInboundProtocol(protocol.Text) is { } violation) field.At(TagSet.Protocol).Error(violation);
        return ServiceTags.Read(field, missing => missing.At(TagSet.Service).Error("tag has to exist"));
    }

    /// <summary>Null when absent.</summary>
    private static string? Ip(Field field, string name)
    {
        if (field.Text() is not { Length: > 0 } address) return null;
        if (!AddressRules.IsIp(address)) field.Error($"{name} {NoIp}");
        return address;
    }

    private static void Listen(Field port, string address, int number, ListenerAddresses listeners)
    {
        if (number is 0 or Inbound.ServicelessPort || address.Length == 0) return;
        if (listeners.Take(address, number, port.Path) is { } violation) port.Error(violation);
    }
}
