using Envoy.Api.Protos;
using Google.Protobuf.WellKnownTypes;
using TrafficTrace.Core.Matching;
using RuntimeMessage = Envoy.Service.Runtime.V3.Runtime;

namespace TrafficTrace.Translation.Runtime;

/// <summary>
/// The layer that steers sampling on open connections. <see cref="Traced"/> of requests are traced at most; null: the layer
/// holds no key, and the HCMs decide. <see cref="Random"/> likewise, of requests that no parent decides.
/// </summary>
internal readonly record struct RuntimeLayer(Share? Traced, Share? Random = null) : IPackable<PackedResource>
{
    public static RuntimeLayer Of(OverlaySampling sampling) => new(ShareOf(sampling.Overall), ShareOf(sampling.Random));

    public PackedResource Pack()
    {
        var layer = new Struct();
        if (Traced is { } share) layer.Fields.Add(Names.SamplingKey, Value.ForStruct(Fraction(share)));
        if (Random is { } random) layer.Fields.Add(Names.RandomKey, Value.ForStruct(Fraction(random)));
        return PackedResource.Pack(Names.RuntimeLayer, new RuntimeMessage { Name = Names.RuntimeLayer, Layer = layer });
    }

    // Unlike elsewhere, what is not said is not 100 %.
    private static Share? ShareOf(double? percent) => percent is null ? null : Share.Of(percent);

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
