using TrafficTrace.Cli.Input;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Cli.Converting.Drafts;

/// <summary>What could not be carried over: fields of documents that are converted, and whole documents.</summary>
internal sealed class Losses
{
    private readonly List<Finding> _fields = [];
    private readonly List<Finding> _documents = [];

    /// <summary>Each once: a backend may be that of many policies.</summary>
    public IEnumerable<Finding> Fields => _fields.Distinct();

    public IEnumerable<Finding> Documents => _documents.Distinct();

    /// <summary>The rest of the document is converted.</summary>
    public void Field(Source field, string message) => _fields.Add(field.Says(message));

    /// <summary>The document is not converted: without this it would say something else.</summary>
    public void Document(Source field, string message) => _documents.Add(field.Says(message));

    /// <summary>Fields of a mapping but some that are known.</summary>
    public void Others(Source mapping, params string[] known)
    {
        foreach (var name in mapping.Names.Except(known, StringComparer.Ordinal))
            Field(mapping.Child(name), "has no counterpart, and is left out");
    }
}
