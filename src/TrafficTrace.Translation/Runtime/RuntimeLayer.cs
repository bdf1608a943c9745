using Envoy.Api.Protos;
using Google.Protobuf.WellKnownTypes;
using RuntimeMessage = Envoy.Service.Runtime.V3.Runtime;

namespace TrafficTrace.Translation.Runtime;

/// <summary>
/// The layer that steers sampling on open connections. <see cref="Traced"/> of requests are traced at most; null: the layer
/// holds no key, and the HCMs decide.
/// </summary>
internal readonly record struct RuntimeLayer(Share? Traced) : IPackable<PackedResource>
{
    public PackedResource Pack()
    {
        var layer = new Struct();
        if (Traced is { } share) layer.Fields.Add(Names.SamplingKey, Value.ForStruct(Fraction(share)));
        return PackedResource.Pack(Names.RuntimeLayer, new RuntimeMessage { Name = Names.RuntimeLayer, Layer = layer });
    }

    /// <summary>Envoy compares with a number below 10,000 whatever the denominator: MILLION would sample a hundredfold.</summary>
    private static Struct Fraction(Share share) => new()
    {
        Fields =
        {
            ["numerator"] = Value.ForNumber(share.TenThousandths),
            ["denominator"] = Value.ForString("TEN_THOUSAND"),
        },
    };
}
