using System.Text.RegularExpressions;

namespace TrafficTrace.Tests.Rooms;

/// <summary>The folders of a project and which of them refers to which, read from the sources. The project's own folder is "".</summary>
internal sealed partial class ProjectFolders
{
    private readonly Dictionary<string, List<string>> _sources = new(StringComparer.Ordinal);
    private readonly string _project;

    /// <param name="project">Its name, which its namespaces begin with.</param>
    public ProjectFolders(string project)
    {
        _project = project;
        var root = Path.Combine(Repository.Root, "src", project);
        foreach (var file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            var folder = Path.GetRelativePath(root, Path.GetDirectoryName(file)!).TrimStart('.');
            if (folder.Split('/')[0] is "obj" or "bin") continue;
            if (!_sources.TryGetValue(folder, out var sources)) _sources.Add(folder, sources = []);
            sources.Add(Comment().Replace(File.ReadAllText(file), ""));
        }
    }

    public IEnumerable<string> All => _sources.Keys.Order(StringComparer.Ordinal);

    /// <summary>A way from folder to folder that ends where it begins; null when there is none.</summary>
    public string? Circle() => All.Select(folder => Circle([folder])).FirstOrDefault(circle => circle is not null);

    private string? Circle(IReadOnlyList<string> way)
    {
        foreach (var next in All.Where(next => next != way[^1] && RefersTo(way[^1], next)))
        {
            if (next == way[0]) return string.Join(" → ", way.Append(next).Select(folder => folder.Length == 0 ? _project : folder));
            if (!way.Contains(next) && Circle([.. way, next]) is { } circle) return circle;
        }

        return null;
    }

    // What stands in a folder above is seen without a using, so there the names of its types tell.
    private bool RefersTo(string from, string to)
    {
        var space = NamespaceOf(to);
        var types = NamespaceOf(from).StartsWith(space + ".", StringComparison.Ordinal) ? TypesIn(to).ToArray() : [];
        return _sources[from].Exists(source =>
            source.Contains($"using {space};", StringComparison.Ordinal)
                || Array.Exists(types, type => Regex.IsMatch(Using().Replace(source, ""), $@"\b{type}\b")));
    }

    private IEnumerable<string> TypesIn(string folder) =>
        _sources[folder].SelectMany(source => Declaration().Matches(source)).Select(type => type.Groups[1].Value);

    private string NamespaceOf(string folder) => folder.Length == 0 ? _project : $"{_project}.{folder.Replace('/', '.')}";

    [GeneratedRegex(@"^using .*;$", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"//.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(?:public|internal)[\w ]* (?:class|record|struct|interface|enum|delegate \w+) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
