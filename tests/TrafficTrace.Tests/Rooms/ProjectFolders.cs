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

    /// <summary>A way from folder to folder that ends where it begins; null when there is none.</summary>
    public string? Circle()
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        return Folders.Select(folder => Circle([folder], done)).FirstOrDefault(circle => circle is not null);
    }

    private IEnumerable<string> Folders => _sources.Keys.Order(StringComparer.Ordinal);

    /// <param name="way">From folder to folder so far.</param>
    /// <param name="done">From these no way leads back.</param>
    private string? Circle(IReadOnlyList<string> way, HashSet<string> done)
    {
        if (done.Contains(way[^1])) return null;
        foreach (var next in Folders.Where(next => next != way[^1] && RefersTo(way[^1], next)))
        {
            string[] further = [.. way, next];
            if (way.Contains(next)) return string.Join(" → ", further.SkipWhile(folder => folder != next).Select(NameOf));
            if (Circle(further, done) is { } circle) return circle;
        }

        done.Add(way[^1]);
        return null;
    }

    // What stands in a folder above is seen without a using, so there the names of its types tell.
    private bool RefersTo(string from, string to)
    {
        var space = NamespaceOf(to);
        string[] seen = NamespaceOf(from).StartsWith(space + ".", StringComparison.Ordinal) ? [.. TypesIn(to)] : [];
        var types = seen.Length > 0 ? new Regex($@"\b(?:{string.Join('|', seen)})\b") : null;
        return _sources[from].Exists(source =>
            source.Contains($"using {space};", StringComparison.Ordinal) || types?.IsMatch(Using().Replace(source, "")) == true);
    }

    private string NameOf(string folder) => folder.Length == 0 ? _project : folder;

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
