namespace TrafficTrace.Cli.Config;

/// <summary>A control plane by a name of the operator's own. <see cref="Address"/> is the URL of its API.</summary>
internal sealed record ServerEntry(string Name, string Address);
