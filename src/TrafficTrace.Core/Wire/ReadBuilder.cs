using System.Collections.Immutable;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Core.Wire;

/// <summary>What one text has yielded so far.</summary>
internal sealed class ReadBuilder(string? file, ReaderOptions options)
{
    private readonly Dictionary<ResourceKey, int> _lines = [];
    private readonly ImmutableArray<Resource>.Builder _resources = ImmutableArray.CreateBuilder<Resource>();
    private readonly FindingList _errors = new();
    private readonly FindingList _warnings = new();
    private readonly SkippedCount _skipped = new();
    private int _documents;

    /// <summary>It is a file, which may not hold what ends by itself.</summary>
    public bool IsFile { get; init; }

    /// <summary>What the text has to hold, where that is known otherwise: one document, of this key.</summary>
    public ResourceKey? Expected { get; init; }

    public ReadResult Result() => new(_resources.ToImmutable(), [.. _errors], [.. _warnings], _skipped.ToImmutable(), _lines)
    {
        ErrorCount = _errors.Total,
        WarningCount = _warnings.Total,
    };

    public void Unreadable(UnreadableTextException exception) => Error(exception.Line, "", exception.Message);

    public void Nothing() =>
        Error(0, "", "is empty, which is taken for an accident: if nothing is meant to be in it, say so in a comment (# none)");

    /// <summary>Says so where there is not one document, as there has to be. What could not be read is told already.</summary>
    public void ExpectOne()
    {
        if (_documents != 1 && _errors.Total == 0) Error(0, "", $"has to hold one document, but holds {_documents}");
    }

    public void Add(YamlDocument document)
    {
        foreach (var repeated in document.RepeatedKeys) Error(repeated.Line, "", repeated.Told);
        foreach (var root in DocumentList.Resources(document.Root))
        {
            if (root is MappingNode mapping) Add(mapping, isUsable: document.RepeatedKeys.IsEmpty);
            else Error(root.Line, "", $"a resource has to be a mapping of fields, but is {root.Description}");
        }
    }

    private void Add(MappingNode root, bool isUsable)
    {
        _documents++;
        var result = DocumentReader.Read(root, file, options, Expected);
        _errors.AddRange(result.Errors);
        _warnings.AddRange(result.Warnings);
        if (result.SkippedKind is { } kind) _skipped.Add(kind);
        if (result.Resource is { } resource && MayStandHere(resource, root.Line) && IsFirst(resource, root.Line) && isUsable)
            _resources.Add(resource);
    }

    private bool MayStandHere(Resource resource, int line)
    {
        if (!IsFile || !KindTable.Of(resource.Kind).IsOfApiAlone) return true;
        const string message = "ends by itself, so a file can't hold it: write it over the API, as traffictrace override does";
        _errors.Add(new Finding(file, line, resource.Key.ToString(), "", message));
        return false;
    }

    private bool IsFirst(Resource resource, int line)
    {
        if (_lines.TryAdd(resource.Key, line)) return true;
        var message = $"is defined here and in line {_lines[resource.Key]}: remove one of the two";
        _errors.Add(new Finding(file, line, resource.Key.ToString(), "", message));
        return false;
    }

    private void Error(int line, string field, string message) => _errors.Add(new Finding(file, line, "", field, message));
}
