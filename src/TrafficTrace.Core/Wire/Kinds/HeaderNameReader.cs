using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads the name of a request header. Case does not matter in them, so that of a document is not kept.</summary>
internal static class HeaderNameReader
{
    /// <summary>Empty, and an error, when it is none.</summary>
    public static string Read(Field field) => (Texts.Read(field, HttpRules.OfHeaderName) ?? "").ToLowerInvariant();
}
