using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>
/// The free part of a backend. Kuma decodes it whole before it checks anything: a value of a wrong type is said of the whole
/// <c>conf</c>, and nothing else is. <see cref="Decoding"/> collects those, <see cref="Field"/> is for the checks.
/// </summary>
internal sealed record BackendConf(Field Field, Field Decoding)
{
    public static BackendConf Of(Field conf) => new(conf, new Field(new Findings(null, ""), null, default, conf.Line, conf.Node));

    /// <summary>False, with all that could not be decoded among the findings.</summary>
    public bool IsDecoded(params ReadOnlySpan<KnownField> known)
    {
        Decoding.IsMapping();
        foreach (var (_, line, _, path, message) in Decoding.Findings.Errors)
        {
            Field.Findings.Error(line, Field.Path, $"could not parse config: {(path.Length == 0 ? "" : $"{path}: ")}{message}");
        }

        WarnOfUnused(Field, known);
        return Decoding.Findings.Errors.Total == 0;
    }

    /// <summary>Unlike elsewhere such a field is kept: the conf is free in Kuma, and given back as it came.</summary>
    public static void WarnOfUnused(Field mapping, params ReadOnlySpan<KnownField> known)
    {
        foreach (var entry in mapping.Entries)
        {
            if (!known.Has(entry.Key) && !mapping.Findings.Warnings.CountsOnly())
                mapping.Findings.Warning(
                    FindingCodes.UnknownField, entry.Line, mapping.Child(entry.Key).Path, UnknownField.Message(entry.Key, mapping, known));
        }
    }
}
