namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>A folder for a store of SQLite.</summary>
internal sealed class StoreFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("traffictrace-store-").FullName;

    /// <summary>As the option has it.</summary>
    public string Address => $"sqlite:{Path.Combine(_path, "store.db")}";

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
