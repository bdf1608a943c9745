namespace TrafficTrace.ControlPlane.Sources.Guarding;

/// <summary>How much a change of files may take away without being asked about, in percent of a mesh.</summary>
/// <param name="Dataplanes">Of its Dataplanes.</param>
/// <param name="Traced">Of its traced proxies, that they are untraced.</param>
internal readonly record struct LossLimits(double Dataplanes, double Traced)
{
    public static readonly LossLimits Usual = new(20, 50);

    public bool IsOff => Dataplanes >= 100 && Traced >= 100;

    public static LossLimits Of(double? percent) => percent is { } both ? new(both, both) : Usual;
}
