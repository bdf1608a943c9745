namespace TrafficTrace.Cli.Previews;

/// <summary>Who says what would happen: the control plane, which knows its proxies.</summary>
internal enum DryRun
{
    Server,
}
