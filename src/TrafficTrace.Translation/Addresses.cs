using Envoy.Config.Core.V3;

namespace TrafficTrace.Translation;

internal static class Addresses
{
    public static Address Of(string address, int port) =>
        new() { SocketAddress = new SocketAddress { Address = address, PortValue = (uint)port } };
}
