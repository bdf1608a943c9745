namespace TrafficTrace.FunctionalTests.Storage;

/// <summary>A folder for a store of SQLite.</summary>
internal sealed class StoreFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("store-").FullName;

    /// <summary>As the option has it.</summary>
    public string Address => $"sqlite:{System.IO.Path.Combine(Path, "store.db")}";

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
