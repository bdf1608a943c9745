using System.CommandLine;
using System.Text.RegularExpressions;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Install;

internal static partial class InstallCommand
{
    private const string Namespace = "kuma-tracing";

    public static void Fill(Command command, Terminal terminal)
    {
        var space = new Option<string>("--namespace")
        {
            Description = "The namespace, which is made too.",
            HelpName = "NAMESPACE",
            DefaultValueFactory = _ => Namespace,
        }.Check(name => Label().IsMatch(name) ? null : "it must be lowercase letters, digits and dashes, at most 63, a letter first");
        var tracing = new Command("tracing", "Print a Kubernetes manifest of Jaeger, for kubectl apply -f -.") { space };
        tracing.Runs(terminal, parsed =>
        {
            terminal.Output.Write(Manifest().Replace("NAMESPACE", parsed.GetRequiredValue(space), StringComparison.Ordinal));
            return ExitCode.Done;
        });
        command.Subcommands.Add(tracing);
    }

    private static string Manifest()
    {
        using var reader = new StreamReader(typeof(InstallCommand).Assembly.GetManifestResourceStream("tracing.yaml")!);
        return reader.ReadToEnd();
    }

    // RFC 1123, as Kubernetes asks of a namespace.
    [GeneratedRegex(@"\A[a-z]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex Label();
}
