using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire.Fields;

/// <summary>All that was found in one document, in the order of finding.</summary>
internal sealed class Findings(string? file, string resource)
{
    private readonly List<Finding> _errors = [];
    private readonly List<Finding> _warnings = [];
    private HashSet<MappingEntry>? _unknown;

    public string? File { get; } = file;

    public string Resource { get; } = resource;

    public IReadOnlyList<Finding> Errors => _errors;

    public IReadOnlyList<Finding> Warnings => _warnings;

    public void Error(int line, string field, string message) => _errors.Add(new Finding(File, line, Resource, field, message));

    public void Warning(int line, string field, string message) => _warnings.Add(new Finding(File, line, Resource, field, message));

    /// <summary>The entry is no field of ours: it is warned of once, and stays out of what is kept.</summary>
    public void Unknown(MappingEntry entry, string field, string message)
    {
        _unknown ??= new(ReferenceEqualityComparer.Instance);
        if (_unknown.Add(entry)) Warning(entry.Line, field, message);
    }

    public bool IsUnknown(MappingEntry entry) => _unknown?.Contains(entry) == true;
}
