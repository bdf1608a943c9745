using Envoy.Type.V3;

namespace TrafficTrace.Translation;

/// <summary>A share of requests, in ten-thousandths.</summary>
internal readonly record struct Share(int TenThousandths)
{
    public static readonly Share All = new(10_000);

    public static readonly Share Nothing = new(0);

    public bool IsAll => this == All;

    /// <summary>Percent in hundredths, rounded half up. What is above 0 is never rounded to it; absent is 100 %.</summary>
    public static Share Of(double? percent) => percent switch
    {
        null => All,
        > 0 => new(Math.Max(1, (int)decimal.Round((decimal)percent * 100, MidpointRounding.AwayFromZero))),
        _ => Nothing,
    };

    public Share AtMost(Share other) => TenThousandths < other.TenThousandths ? this : other;

    /// <summary>Envoy compares with a number below 10,000 whatever the denominator: MILLION would sample a hundredfold.</summary>
    public FractionalPercent ToFraction() =>
        new() { Numerator = (uint)TenThousandths, Denominator = FractionalPercent.Types.DenominatorType.TenThousand };
}
