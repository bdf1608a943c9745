using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>
/// The free part of a backend. Kuma decodes it whole before it checks anything: a value of a wrong type is said of the whole
/// <c>config</c>, and nothing else is. <see cref="Decoding"/> collects those, <see cref="Field"/> is for the checks.
/// </summary>
internal sealed record BackendConf(Field Field, Field Decoding)
{
    public static BackendConf Of(Field conf) => new(conf, new Field(new Findings(null, ""), null, default, conf.Line, conf.Node));

    /// <summary>False, with all that could not be decoded among the findings.</summary>
    public bool IsDecoded(params ReadOnlySpan<string> known)
    {
        Decoding.IsMapping();
        foreach (var (_, line, _, path, message) in Decoding.Findings.Errors)
        {
            Field.Findings.Error(line, Field.Path, $"could not parse config: {(path.Length == 0 ? "" : $"{path}: ")}{message}");
        }

        WarnOfUnused(known);
        return Decoding.Findings.Errors.Count == 0;
    }

    /// <summary>Unlike elsewhere such a field is kept: the conf is free in Kuma, and given back as it came.</summary>
    private void WarnOfUnused(ReadOnlySpan<string> known)
    {
        foreach (var entry in Field.Entries)
        {
            if (!known.Contains(entry.Key)) Field.Child(entry.Key).Warning("is not known here and has no effect: remove it, or correct its name");
        }
    }
}
