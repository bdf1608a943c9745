using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads one outbound. Kuma before 2.9 also took the service without tags; so do we.</summary>
internal static class OutboundReader
{
    private const string DefaultAddress = "127.0.0.1";

    public static Outbound Read(Field field, ListenerAddresses listeners)
    {
        field.IsMapping();
        field.WarnOfUnknown(("address", $"the proxy listens on {DefaultAddress}"), "port", "tags", "service", "backendRef", "interface");
        var port = OldForms.HasInterface(field, "address and port") ? 0 : Ports.Required(field.Child("port"));
        var address = Address(field.Child("address"));
        var tags = TagsOf(field);
        if (port != 0 && listeners.Take(address, port, field.Child("port").Path) is { } violation) field.Child("port").Error(violation);
        return new Outbound(address, port, tags);
    }

    private static string Address(Field field)
    {
        if (field.Text() is not { Length: > 0 } address) return DefaultAddress;
        if (!AddressRules.IsIp(address)) field.Error("address has to be valid IP address");
        return address;
    }

    private static TagSet TagsOf(Field outbound)
    {
        var reference = outbound.Child("backendRef");
        if (reference.Exists) reference.Error($"is not served: name the service by the tag \"{TagSet.Service}\"");
        var (tags, legacy) = (outbound.Child("tags"), outbound.Child("service"));
        if (tags.Exists && legacy.Exists) legacy.Warning(FindingCodes.NoEffect, "has no effect beside tags: remove it");
        if (!tags.Exists && reference.Exists) return TagSet.Empty;
        if (tags.Exists || !legacy.Exists)
            return ServiceTags.Read(tags, missing => missing.Error($"mandatory tag \"{TagSet.Service}\" is missing"));
        var service = legacy.Text() ?? "";
        foreach (var (_, message) in TagRules.OfProxy([KeyValuePair.Create(TagSet.Service, service)])) legacy.Error(message);
        if (ServiceTagRules.OfService(service) is { } violation) legacy.Error(violation);
        return TagSet.Of((TagSet.Service, service));
    }
}
