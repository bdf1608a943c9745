namespace TrafficTrace.Cli.Config;

/// <summary>
/// A control plane by a name of the operator's own. <see cref="Address"/> is the URL of its API; <see cref="TokenFile"/> the file of the
/// token that it is shown, null for none. The token itself is not kept in the configuration. <see cref="CaFile"/> has who issues its
/// certificate, null for those that the machine trusts.
/// </summary>
internal sealed record ServerEntry(string Name, string Address, string? TokenFile = null, string? CaFile = null);
