using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire.Fields;

/// <summary>All that was found in one document, in the order of finding.</summary>
internal sealed class Findings(string? file, string resource)
{
    private HashSet<MappingEntry>? _unknown;

    public string? File { get; } = file;

    public string Resource { get; } = resource;

    public FindingList Errors { get; } = new();

    public FindingList Warnings { get; } = new();

    public void Error(int line, string field, string message) => Errors.Add(new Finding(File, line, Resource, field, message));

    public void Warning(FindingCode code, int line, string field, string message) =>
        Warnings.Add(new Finding(File, line, Resource, field, message) { Code = code });

    /// <summary>
    /// The entry is no field of ours, and stays out of what is kept. True when that has to be told: once, and while it is not one of
    /// very many.
    /// </summary>
    public bool Unknown(MappingEntry entry)
    {
        _unknown ??= new(ReferenceEqualityComparer.Instance);
        return _unknown.Add(entry) && !Warnings.CountsOnly();
    }

    public bool IsUnknown(MappingEntry entry) => _unknown?.Contains(entry) == true;
}
