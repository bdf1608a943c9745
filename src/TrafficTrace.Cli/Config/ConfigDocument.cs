using System.Collections.Immutable;

namespace TrafficTrace.Cli.Config;

/// <summary>The control planes that an operator knows, by name, and the one that commands speak to; null when none was chosen.</summary>
internal sealed record ConfigDocument(string? Current, ImmutableArray<ServerEntry> Servers)
{
    public static readonly ConfigDocument Empty = new(null, []);

    /// <summary>The server that commands speak to; null when there is none.</summary>
    public ServerEntry? CurrentServer => Current is null ? null : Find(Current);

    public ServerEntry? Find(string name) => Servers.FirstOrDefault(server => server.Name == name);

    /// <summary>With the entry, in the place of one of its name; the first one becomes the one in use.</summary>
    public ConfigDocument With(ServerEntry entry, bool use)
    {
        var others = Servers.Where(server => server.Name != entry.Name);
        return new ConfigDocument(
            use || CurrentServer is null ? entry.Name : Current,
            [.. others.Append(entry).OrderBy(server => server.Name, StringComparer.Ordinal)]);
    }
}
