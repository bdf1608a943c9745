using System.Collections.Immutable;
using TrafficTrace.Core.Validation;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TrafficTrace.Core.Wire.Yaml;

/// <summary>
/// Builds the tree of each document from the parser's events. JSON is read as the YAML that it is. Depth, values and what aliases
/// write out are bounded, so that no text costs more time and memory than an honest one of the greatest length.
/// </summary>
internal sealed class YamlTree
{
    private const int MaxDepth = 64;

    /// <summary>Of one document, whose tree is in memory as a whole, and keys counted: a list of twenty thousand proxies.</summary>
    private const int MaxNodes = 1_000_000;

    /// <summary>Of all documents: it takes some seconds to read so many.</summary>
    private const int MaxNodesOfText = 2 * MaxNodes;

    private const int MaxAnchors = 20_000;

    /// <summary>Characters (<see cref="DocumentNode.Size"/>) of all that aliases stand for.</summary>
    private const long MaxAliased = 4 * 1024 * 1024;

    private readonly SteadyParser _parser;
    private readonly Dictionary<AnchorName, DocumentNode> _anchors = [];
    private readonly List<RepeatedKey> _repeatedKeys = [];
    private long _aliased;
    private int _nodes;
    private int _nodesOfText;
    private int _depth;

    private YamlTree(string text) => _parser = new SteadyParser(text);

    /// <summary>Documents one by one; empty ones are left out.</summary>
    /// <exception cref="UnreadableTextException">From here on the text cannot be read; the documents before were good.</exception>
    public static IEnumerable<YamlDocument> Documents(string text)
    {
        TextRules.Check(text);
        var tree = new YamlTree(text.TrimStart('\uFEFF'));
        while (tree.NextDocument() is { } document)
        {
            if (document.Root is not ScalarNode { Kind: ScalarKind.Null }) yield return document;
        }
    }

    private YamlDocument? NextDocument()
    {
        _anchors.Clear();
        _repeatedKeys.Clear();
        _nodes = 0;
        _parser.TryConsume<StreamStart>(out _);
        if (!_parser.TryConsume<DocumentStart>(out _)) return null;
        var root = Node();
        _parser.Consume<DocumentEnd>();
        return new YamlDocument(root, [.. _repeatedKeys]);
    }

    private DocumentNode Node()
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias)) return Aliased(alias);
        var start = _parser.Consume<NodeEvent>();
        var node = start switch
        {
            Scalar scalar => ReadScalar(scalar),
            MappingStart => Nested(start, Mapping),
            _ => Nested(start, Sequence),
        };
        if (!start.Anchor.IsEmpty) Remember(start, node);
        return node;
    }

    private void Remember(NodeEvent start, DocumentNode node)
    {
        _anchors[start.Anchor] = node;
        if (_anchors.Count > MaxAnchors)
            throw Unreadable(start, $"has more than {MaxAnchors} anchors in one document: split it into several documents");
    }

    private DocumentNode Aliased(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value, out var node))
            throw Unreadable(alias, $"the alias *{GoQuoted.Word(alias.Value.Value)} has no anchor before it");
        _aliased += node.Size;
        if (_aliased > MaxAliased) throw Unreadable(alias, $"writes out to more than {MaxAliased} characters by its aliases: use fewer");
        Count(alias);
        return node;
    }

    private DocumentNode Nested(NodeEvent start, Func<NodeEvent, DocumentNode> read)
    {
        if (++_depth > MaxDepth) throw Unreadable(start, $"is nested more than {MaxDepth} levels deep");
        Count(start);
        var node = read(start);
        _depth--;
        return node;
    }

    private SequenceNode Sequence(NodeEvent start)
    {
        var items = ImmutableArray.CreateBuilder<DocumentNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(Node());
        return new SequenceNode(LineOf(start), items.ToImmutable());
    }

    private MappingNode Mapping(NodeEvent start)
    {
        var entries = new MappingBuilder();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (!_parser.TryConsume<Scalar>(out var key)) throw Unreadable(_parser.Current!, "a key has to be a word or text");
            var isMerge = key is { Value: "<<", Style: ScalarStyle.Plain };
            if (ReadScalar(key).Kind == ScalarKind.Null) throw Unreadable(key, "a key cannot be null");
            if (isMerge) entries.Merge(LineOf(key), Node());
            else if (entries.Add(new MappingEntry(key.Value, LineOf(key), Node())) is { } repeated) _repeatedKeys.Add(repeated);
        }

        return new MappingNode(LineOf(start), entries.ToEntries());
    }

    private ScalarNode ReadScalar(Scalar scalar)
    {
        Count(scalar);
        var line = LineOf(scalar);
        return scalar.Tag.IsEmpty
            ? scalar.Style == ScalarStyle.Plain
                ? PlainScalar.Resolve(scalar.Value, line)
                : new ScalarNode(line, ScalarKind.Text, scalar.Value)
            : scalar.Tag.Value switch
            {
                "!" or "tag:yaml.org,2002:str" => new ScalarNode(line, ScalarKind.Text, scalar.Value),
                "tag:yaml.org,2002:int" or "tag:yaml.org,2002:float" or "tag:yaml.org,2002:bool" or "tag:yaml.org,2002:null"
                    => PlainScalar.Resolve(scalar.Value, line),
                _ => throw Unreadable(scalar, $"the tag {GoQuoted.Word(scalar.Tag.Value)} means nothing here"),
            };
    }

    private void Count(ParsingEvent place)
    {
        if (++_nodes > MaxNodes)
            throw Unreadable(place, $"has more than {MaxNodes} keys and values in one document: split it into several documents or files");
        if (++_nodesOfText > MaxNodesOfText)
            throw Unreadable(place, $"has more than {MaxNodesOfText} keys and values: split it into several files");
    }

    private static int LineOf(ParsingEvent place) => (int)place.Start.Line;

    private static UnreadableTextException Unreadable(ParsingEvent place, string message) => new(LineOf(place), message);
}
