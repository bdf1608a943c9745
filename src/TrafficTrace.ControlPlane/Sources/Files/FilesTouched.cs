namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>
/// What events said since the last look. <see cref="All"/>: it may be anything. No event is relied on for what is in force: they only
/// make looking sooner, and tell that a file was moved over another, and so is whole.
/// </summary>
internal sealed class FilesTouched
{
    private readonly Dictionary<string, bool> _movedOver = new(StringComparer.Ordinal);

    public bool All { get; init; }

    public IEnumerable<string> Files => _movedOver.Keys;

    public bool IsMovedOver(string file) => _movedOver.GetValueOrDefault(file);

    /// <summary>The file was deleted, or something was written into it.</summary>
    public void Add(string file) => _movedOver[file] = false;

    /// <summary>There is another file of this name now. When something else was said of it before, it may just have been created.</summary>
    public void AddOther(string file) => _movedOver.TryAdd(file, true);

    /// <summary>A whole file was given this name.</summary>
    public void AddRenamed(string file) => _movedOver[file] = true;
}
