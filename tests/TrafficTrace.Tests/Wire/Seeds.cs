using FsCheck;
using FsCheck.Fluent;

namespace TrafficTrace.Tests.Wire;

/// <summary>
/// Seeds of <see cref="System.Random"/>, which takes no notice of a sign. FsCheck's own numbers are from -100 to 100: that is a hundred
/// documents, the same in each run.
/// </summary>
public static class Seeds
{
    public static Arbitrary<int> Arbitrary() => Arb.From(Gen.Choose(0, 1_000_000_000));
}
