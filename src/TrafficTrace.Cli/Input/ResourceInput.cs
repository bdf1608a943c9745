using System.Collections.Immutable;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Running;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Core.Wire.Yaml;

namespace TrafficTrace.Cli.Input;

/// <summary>All that was given with <c>-f</c>, read and looked at as a whole. <see cref="Skipped"/> counts documents by kind.</summary>
internal sealed record ResourceInput(
    int FileCount,
    ImmutableArray<PlacedResource> Placed,
    ImmutableArray<Finding> Errors,
    ImmutableArray<Finding> Warnings,
    ImmutableSortedDictionary<string, int> Skipped)
{
    /// <summary>The path that stands for standard input.</summary>
    public const string Standard = "-";

    public ImmutableArray<Resource> Resources { get; } = [.. Placed.Select(placed => placed.Resource)];

    /// <summary>How many there are: of very many in one file the first alone are in <see cref="Errors"/>.</summary>
    public int ErrorCount { get; init; } = Errors.Length;

    /// <summary>As <see cref="ErrorCount"/>.</summary>
    public int WarningCount { get; init; } = Warnings.Length;

    /// <param name="paths">
    /// Files, and folders whose resource files are meant (<see cref="ResourceFileName"/>), as for the control plane.
    /// </param>
    /// <param name="options">As for the control plane.</param>
    /// <param name="texts">Reads them.</param>
    /// <param name="areAll">Whether there is nothing beside them, so that what they lack is worth a warning.</param>
    public static ResourceInput Read(IEnumerable<string> paths, ReaderOptions options, InputTexts texts, bool areAll = true)
    {
        var problems = new List<Finding>();
        var files = paths.SelectMany(path => FilesOf(path, problems)).Distinct(StringComparer.Ordinal)
            .Select(file => Read(file, options, texts, problems)).OfType<FileContent>().ToArray();
        var picture = new FilesTogether(files);
        var whole = new ResourceInput(
            files.Length,
            [.. picture.All()],
            [.. problems, .. files.SelectMany(file => file.Content.Errors), .. picture.Errors()],
            [.. files.SelectMany(file => file.Content.Warnings), .. areAll && problems.Count == 0 ? picture.Warnings() : []],
            files.SelectMany(file => file.Content.Skipped).GroupBy(kind => kind.Key, kind => kind.Value, StringComparer.Ordinal)
                .ToImmutableSortedDictionary(kind => kind.Key, kind => kind.Sum(), StringComparer.Ordinal));
        return whole with
        {
            ErrorCount = whole.Errors.Length + files.Sum(file => file.Content.ErrorCount - file.Content.Errors.Length),
            WarningCount = whole.Warnings.Length + files.Sum(file => file.Content.WarningCount - file.Content.Warnings.Length),
        };
    }

    /// <summary>What the files of these paths hold, of whatever kind it is, lists taken apart.</summary>
    /// <exception cref="CommandFailure">One of them cannot be read.</exception>
    public static IReadOnlyList<Source> Documents(IEnumerable<string> paths, InputTexts texts)
    {
        var problems = new List<Finding>();
        var documents = paths.SelectMany(path => FilesOf(path, problems)).Distinct(StringComparer.Ordinal)
            .SelectMany(file => DocumentsOf(file, texts, problems)).ToArray();
        return problems.Count == 0 ? documents : throw CommandFailure.WrongUse(string.Join('\n', problems));
    }

    private static string[] FilesOf(string path, List<Finding> problems)
    {
        try
        {
            if (path == Standard || !Directory.Exists(path))
                return [path];
            string[] files = [.. Directory.EnumerateFiles(path).Where(ResourceFileName.IsOne).Order(StringComparer.Ordinal)];
            if (files.Length == 0)
                problems.Add(new Finding(path, 0, "", "", $"holds no resource file ({ResourceFileName.Patterns})"));
            return files;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problems.Add(new Finding(path, 0, "", "", $"cannot be read ({failure.Message})"));
            return [];
        }
    }

    private static FileContent? Read(string path, ReaderOptions options, InputTexts texts, List<Finding> problems)
    {
        if (TextOf(path, texts, problems) is not { } text) return null;
        return new FileContent(NameOf(path), ResourceReader.ReadFile(text, NameOf(path), options));
    }

    private static IEnumerable<Source> DocumentsOf(string path, InputTexts texts, List<Finding> problems)
    {
        if (TextOf(path, texts, problems) is not { } text) return [];
        var lines = new Dictionary<JsonNode, int>();
        var (documents, errors) = YamlJson.Read(text, NameOf(path), lines);
        problems.AddRange(errors);
        var origin = new SourceText(NameOf(path), lines);
        return documents.SelectMany(document => Apart(Source.Root(origin, document)));
    }

    private static IEnumerable<Source> Apart(Source root)
    {
        if (root.Node is JsonArray) return root.Items.SelectMany(Apart);
        var isList = root.Child("items").Node is JsonArray && !root.Child("name").Exists;
        return isList ? root.Child("items").Items.SelectMany(Apart) : [root];
    }

    private static string NameOf(string path) => path == Standard ? "stdin" : path;

    private static string? TextOf(string path, InputTexts texts, List<Finding> problems)
    {
        try
        {
            return texts.Of(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problems.Add(new Finding(path, 0, "", "", $"cannot be read ({failure.Message})"));
            return null;
        }
    }
}
