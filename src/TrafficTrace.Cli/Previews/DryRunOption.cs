using System.CommandLine;
using TrafficTrace.Cli.Options;

namespace TrafficTrace.Cli.Previews;

internal static class DryRunOption
{
    public static Option<DryRun?> Create() =>
        Words.Optional<DryRun>("--dry-run", "Change nothing, and print what would: the proxies, their configuration, what drains.");

    /// <summary>The parameter that makes a preview of a write.</summary>
    public static (string Name, string? Value) Query(bool isDry) => ("dryRun", isDry ? "server" : null);
}
