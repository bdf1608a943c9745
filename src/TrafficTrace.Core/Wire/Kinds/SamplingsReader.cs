using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads the three samplings of a policy or of one of its rules.</summary>
internal static class SamplingsReader
{
    /// <param name="field">Where they stand.</param>
    /// <param name="otherwise">What holds where there is no overall.</param>
    public static Samplings Read(Field field, string otherwise)
    {
        field.IsMapping();
        field.WarnOfUnknown(("overall", otherwise), ("random", "100 % is in force"), ("client", "100 % is in force"));
        return new(
            BackendReader.Sampling(field.Child("overall")),
            BackendReader.Sampling(field.Child("random")),
            BackendReader.Sampling(field.Child("client")));
    }
}
