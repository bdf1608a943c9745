using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads the three samplings of a policy or of one of its rules.</summary>
internal static class SamplingsReader
{
    public static Samplings Read(Field field)
    {
        field.IsMapping();
        field.WarnOfUnknown(
            ("overall", "the sampling of the backend is in force"), ("random", "100 % is in force"), ("client", "100 % is in force"));
        return new(
            BackendReader.Sampling(field.Child("overall")),
            BackendReader.Sampling(field.Child("random")),
            BackendReader.Sampling(field.Child("client")));
    }
}
