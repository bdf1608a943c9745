using Envoy.Api.Protos;
using Google.Protobuf.WellKnownTypes;
using RuntimeMessage = Envoy.Service.Runtime.V3.Runtime;

namespace TrafficTrace.Translation.Runtime;

/// <summary>
/// The layer that steers sampling on open connections. <see cref="TenThousandths"/> of requests are traced; null: the layer
/// holds no key, and the HCMs decide.
/// </summary>
internal readonly record struct RuntimeLayer(int? TenThousandths) : IPackable<PackedResource>
{
    /// <summary>Percent in hundredths, rounded half up. What is above 0 is never rounded to it; absent is 100 %.</summary>
    public static int Share(double? percent) => percent switch
    {
        null => 10_000,
        > 0 => Math.Max(1, (int)decimal.Round((decimal)percent * 100, MidpointRounding.AwayFromZero)),
        _ => 0,
    };

    public PackedResource Pack()
    {
        var layer = new Struct();
        if (TenThousandths is { } share) layer.Fields.Add(Names.SamplingKey, Value.ForStruct(Fraction(share)));
        return PackedResource.Pack(Names.RuntimeLayer, new RuntimeMessage { Name = Names.RuntimeLayer, Layer = layer });
    }

    /// <summary>Envoy compares with a number below 10,000 whatever the denominator: MILLION would sample a hundredfold.</summary>
    private static Struct Fraction(int share) => new()
    {
        Fields =
        {
            ["numerator"] = Value.ForNumber(share),
            ["denominator"] = Value.ForString("TEN_THOUSAND"),
        },
    };
}
