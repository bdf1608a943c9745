namespace TrafficTrace.Xds.Resources;

/// <summary>A resource as a client holds it. An empty <see cref="Version"/> means the client was told that there is none.</summary>
public readonly record struct Held(string Name, string Version)
{
    /// <summary>Held in some version that nobody knows, equal to none.</summary>
    public const string UnknownVersion = "?";

    public bool IsAbsent => Version.Length == 0;

    public static Held Absent(string name) => new(name, "");
}
