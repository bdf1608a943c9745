using Envoy.Api.Protos;
using Envoy.Config.Listener.V3;
using Google.Protobuf;

namespace TrafficTrace.Translation.Listeners;

/// <summary>
/// Where a proxy takes the requests of others for its workload. No two proxies have the same, but those of a service have the
/// same <see cref="Chain"/>, which is most of it: it is packed once, and put behind each proxy's own address.
/// </summary>
internal readonly record struct InboundListener(string Address, int Port, InboundChain Chain)
{
    public string Name => Names.InboundListener(Address, Port);

    public PackedResource Pack(ByteString chain)
    {
        var listener = new Listener { Name = Name, Address = Addresses.Of(Address, Port) };
        return PackedResource.Pack(listener.Name, listener, chain);
    }
}
