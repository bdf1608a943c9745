using Envoy.Api.Protos;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace TrafficTrace.FunctionalTests.Clients;

/// <summary>Reads a resource of any type, and its name.</summary>
internal static class Unpacked
{
    public static IMessage Message(Any any) => any.Unpack(EnvoyTypes.Registry)!;

    public static string Name(IMessage message)
    {
        var field = message.Descriptor.FindFieldByName("name") ?? message.Descriptor.FindFieldByName("cluster_name");
        return (string)field.Accessor.GetValue(message);
    }
}
