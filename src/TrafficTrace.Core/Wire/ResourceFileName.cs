namespace TrafficTrace.Core.Wire;

/// <summary>
/// Which files of a folder hold resources. Names with a leading dot are those of tools: <c>..data</c>, half-written files.
/// </summary>
public static class ResourceFileName
{
    /// <summary>As messages say it.</summary>
    public const string Patterns = "*.yaml, *.yml, *.json";

    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    public static bool IsOne(string path) =>
        Extensions.Contains(Path.GetExtension(path), StringComparer.Ordinal) && !Path.GetFileName(path).StartsWith('.');
}
