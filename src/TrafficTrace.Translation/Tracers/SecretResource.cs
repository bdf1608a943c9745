using Envoy.Api.Protos;
using Envoy.Config.Core.V3;
using Envoy.Extensions.TransportSockets.Tls.V3;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Translation.Tracers;

/// <summary>A secret as proxies of a mesh get it. As a text it does not show the value.</summary>
internal readonly record struct SecretResource(string Mesh, string Name, SecretValue Value) : IPackable<PackedResource>
{
    public PackedResource Pack()
    {
        var name = Names.Secret(Mesh, Name);
        var text = new DataSource { InlineString = Value.Reveal() };
        return PackedResource.Pack(name, new Secret { Name = name, GenericSecret = new GenericSecret { Secret = text } });
    }
}
