using System.Collections.Immutable;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Envelopes;
using TrafficTrace.Core.Wire.Fields;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads a Dataplane: a proxy with inbounds, or one in front of a delegated gateway.</summary>
internal static class DataplaneReader
{
    private const string Unspecified =
        "must not be 0.0.0.0 or ::, to which nobody can connect: write the address at which other proxies reach this one";

    public static Dataplane Read(Envelope envelope)
    {
        var identity = Identity.Read(envelope, ResourceKind.Dataplane);
        var spec = envelope.Spec;
        spec.IsMapping();
        spec.WarnOfUnknown("networking", "metrics", "probes", "envoy");
        var dataplane = Networking(spec.Child("networking"), new Dataplane(identity.Mesh, identity.Name, "") { Address = "" });
        ProbesReader.Check(spec.Child("probes"));
        UnservedFields.WarnOfDataplane(spec);
        return dataplane with { CreationTime = identity.CreationTime, SpecJson = SpecJson.Write(spec.Node, envelope.Findings) };
    }

    private static Dataplane Networking(Field networking, Dataplane dataplane)
    {
        if (!networking.Exists) networking.Error("must be defined");
        if (!networking.IsMapping() || IsNotServed(networking)) return dataplane;
        networking.WarnOfUnknown(
            "address", ("advertisedAddress", "other proxies are sent to address"), "inbound", "outbound", "gateway", "transparentProxying",
            "ingress", "admin");
        var gateway = GatewayReader.Read(networking);
        var address = Address(networking.Child("address"));
        var listeners = new ListenerAddresses();
        var advertised = AdvertisedAddress(networking.Child("advertisedAddress"));
        var reader = new InboundReader(address, IsAdvertised: advertised is not null, listeners);
        var inbounds = networking.Child("inbound").Items().Select(reader.Read).ToImmutableArray();
        var outbounds = networking.Child("outbound").Items().Select(outbound => OutboundReader.Read(outbound, listeners))
            .ToImmutableArray();
        return dataplane with
        {
            Address = address,
            HostName = AddressRules.IsIp(address) ? null : address,
            AdvertisedAddress = advertised,
            Inbounds = inbounds,
            Outbounds = outbounds,
            Gateway = gateway,
        };
    }

    /// <summary>True, and said, for a proxy of a kind that is not served: checking the rest would only hide the reason.</summary>
    private static bool IsNotServed(Field networking)
    {
        if (networking.Child("transparentProxying") is { Node: MappingNode { Entries.Length: > 0 } } transparent)
        {
            transparent.Error(
                "transparent proxying is not served: traffic redirected to the proxy would find no listener. "
                + "Remove the field, and reach services by outbounds");
        }

        if (networking.Child("ingress") is { Exists: true } ingress) ingress.Error("a zone ingress is not served: remove this Dataplane");
        return networking.Child("ingress").Exists || GatewayReader.IsBuiltin(networking);
    }

    private static string Address(Field field)
    {
        if (field.Text() is not { } address) return "";
        if (AddressRules.IsUnspecified(address))
        {
            field.Error(Unspecified);
            return "";
        }

        if (address.Length == 0) field.Error("address can't be empty");
        else if (!AddressRules.IsIp(address) && !AddressRules.IsDnsName(address))
            field.Error("address has to be valid IP address or domain name");
        return address;
    }

    /// <summary>Endpoints are made of it as it stands, and Envoy takes no names in them.</summary>
    private static string? AdvertisedAddress(Field field)
    {
        if (field.Text() is not { Length: > 0 } address) return null;
        if (!AddressRules.IsIp(address)) field.Error("advertisedAddress has to be valid IP address");
        else if (AddressRules.IsUnspecified(address)) field.Error(Unspecified);
        return address;
    }
}
