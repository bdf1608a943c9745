using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads one inbound: where the proxy listens, where the workload does, what it is called.</summary>
internal sealed record InboundReader(string DataplaneAddress, bool IsAdvertised, ListenerAddresses Listeners)
{
    private const string Workload = "127.0.0.1";
    private const string NoIp = "has to be valid IP address";
    private const string Loop = "serviceAddress and servicePort has to differ from address and port";

    public Inbound Read(Field field)
    {
        field.IsMapping();
        field.WarnOfUnknown(
            "port",
            ("servicePort", "the workload is expected on the inbound's own port"),
            ("serviceAddress", $"the workload is expected on {Workload}"),
            ("address", "the proxy listens on the Dataplane's address"),
            "tags",
            ("health", "the inbound counts as ready"),
            "serviceProbe",
            ("state", "the inbound counts as ready"),
            "name",
            "interface");
        var port = OldForms.HasInterface(field, "address, port and servicePort") ? 0 : Ports.Required(field.Child("port"));
        var servicePort = Ports.Optional(field.Child("servicePort")) is var written and not 0 ? written : port;
        var serviceAddress = Ip(field.Child("serviceAddress"), "serviceAddress");
        var address = Ip(field.Child("address"), "address");
        if (servicePort == port && IsItsOwnService(address ?? DataplaneAddress, port, serviceAddress))
            field.Child("serviceAddress").Error(Loop);
        WarnOfUnreachable(field.Child("address"), address);
        var tags = TagsOf(field);
        var ready = HealthReader.IsReady(field);
        Listen(field.Child("port"), address ?? DataplaneAddress, port);
        return new Inbound(address, port, serviceAddress ?? Workload, servicePort, tags, ready);
    }

    /// <summary>
    /// The proxy would send each request to itself again. The Dataplane's own address is refused in any case, as Kuma does.
    /// </summary>
    private bool IsItsOwnService(string listener, int port, string? serviceAddress) =>
        (serviceAddress is not null && AddressRules.Meets(DataplaneAddress, serviceAddress))
        || (port is not (0 or Inbound.ServicelessPort) && AddressRules.Meets(listener, serviceAddress ?? Workload));

    private void WarnOfUnreachable(Field field, string? address)
    {
        if (address is null || IsAdvertised || !AddressRules.IsUnspecified(address)) return;
        field.Warning(
            FindingCodes.Unreachable,
            $"other proxies cannot connect to {address}: leave the field out, or say in networking.advertisedAddress where they can");
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

    private void Listen(Field port, string address, int number)
    {
        if (number is 0 or Inbound.ServicelessPort || address.Length == 0) return;
        if (Listeners.Take(address, number, port.Path) is { } violation) port.Error(violation);
    }
}
