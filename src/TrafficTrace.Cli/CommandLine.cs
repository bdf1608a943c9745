using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using TrafficTrace.Cli.Apply;
using TrafficTrace.Cli.Bootstrap;
using TrafficTrace.Cli.Completion;
using TrafficTrace.Cli.Config;
using TrafficTrace.Cli.Converting;
using TrafficTrace.Cli.Delete;
using TrafficTrace.Cli.Diff;
using TrafficTrace.Cli.Dump;
using TrafficTrace.Cli.Explain;
using TrafficTrace.Cli.Get;
using TrafficTrace.Cli.Health;
using TrafficTrace.Cli.History;
using TrafficTrace.Cli.Incident;
using TrafficTrace.Cli.Inspect;
using TrafficTrace.Cli.Install;
using TrafficTrace.Cli.Keys;
using TrafficTrace.Cli.Migrating;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Overlay;
using TrafficTrace.Cli.Registrations;
using TrafficTrace.Cli.Replicas;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Sources;
using TrafficTrace.Cli.Status;
using TrafficTrace.Cli.Translate;
using TrafficTrace.Cli.Validate;
using TrafficTrace.Cli.Versions;

namespace TrafficTrace.Cli;

/// <summary>The whole command line. Data goes to the output, talk to the error output; see <see cref="ExitCode"/>.</summary>
internal static class CommandLine
{
    private const int HelpWidth = 80;

    public static readonly ImmutableArray<Verb> Verbs =
    [
        new("apply", "Send resources to the control plane, all at once or none.", ApplyCommand.Fill),
        new("completion", "Print what a shell needs to complete commands.", CompletionCommand.Fill),
        new("config", "Remember control planes, and which of them commands speak to.", ConfigCommand.Fill),
        new("convert", "Turn TrafficTraces into MeshTraces, or policies of Kuma, Istio, Envoy Gateway into them.", ConvertCommand.Fill),
        new("delete", "Delete a resource.", DeleteCommand.Fill),
        new("diff", "Show what files would change; exit code 1 if they would.", DiffCommand.Fill),
        new(
            "dump",
            "Connect as a proxy would, print what it is sent, say whether the proxy itself has the same, and leave.",
            DumpCommand.Fill),
        new("explain", "Say why a proxy is traced as it is, or not; with --file from files alone.", ExplainCommand.Fill),
        new("freeze", "Keep a mesh's tracing as it is for a while, whatever is applied.", FreezeCommand.Fill),
        new("generate", "Print what a proxy or a user needs: files, tokens.", GenerateCommand.Fill),
        new("get", "List resources, or show one.", GetCommand.Fill),
        new("health", "Ask the control plane whether it serves (grpc.health.v1); exit code 0 if it does.", HealthCommand.Fill),
        new("history", "List who changed what, the newest first.", HistoryCommand.Fill),
        new("inspect", "Look at proxies, meshes and services, as kumactl does.", InspectCommand.Fill),
        new("install", "Print manifests for Kubernetes.", InstallCommand.Fill),
        new("keys", "Show the keys that sign tokens, make a new one, take one away.", KeysCommand.Fill),
        new("migrate", "Look at what a move from Kuma to here would change.", MigrateCommand.Fill),
        new("overlay", "Look at whether proxies of another control plane can be steered.", OverlayCommand.Fill),
        new("override", "Turn tracing off or to another sampling for a while, above all policies.", OverrideCommand.Fill),
        new("registrations", "Show proxies that brought their Dataplanes, and let those go that are lost.", RegistrationsCommand.Fill),
        new("replicas", "Show the control planes on the same store, and whether they answer.", ReplicasCommand.Fill),
        new("revoke", "Make tokens good no more, before they expire.", RevokeCommand.Fill),
        new("sources", "Show where documents come from, and what of them is broken or held back.", SourcesCommand.Fill),
        new("status", "Say how many proxies have a policy, a backend or a mesh's tracing.", StatusCommand.Fill),
        new(
            "translate",
            "Print what a proxy would be sent, from files and without a control plane, and why it is traced or not.",
            TranslateCommand.Fill),
        new("undo", "Take an entry of the history back, by a new one.", UndoCommand.Fill),
        new("unfreeze", "End a freeze; --dry-run=server shows what it lets loose.", UnfreezeCommand.Fill),
        new(
            "validate",
            "Check resource files as the control plane would, and how they fit together; exit code 1 if there is an error.",
            ValidateCommand.Fill),
        new("version", "Print the versions of this tool and of the control plane.", VersionCommand.Fill),
    ];

    /// <param name="args">The command line.</param>
    /// <param name="input">What a file called <c>-</c> is read from.</param>
    /// <param name="output">For data.</param>
    /// <param name="error">For talk.</param>
    /// <param name="cancellation">Ends what waits.</param>
    public static Task<int> RunAsync(
        string[] args, TextReader input, TextWriter output, TextWriter error, CancellationToken cancellation = default) =>
        RunAsync(args, new Terminal(input, output, error), cancellation);

    public static Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellation = default)
    {
        var parsed = Root(args, terminal).Parse(args);
        if (parsed.Action is ParseErrorAction)
            return Task.FromResult(Refuse(parsed, terminal.Error));
        var invocation = new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error };
        return parsed.InvokeAsync(invocation, cancellation);
    }

    // A directive, such as that of shells for completion, may be about any of them.
    private static RootCommand Root(string[] args, Terminal terminal)
    {
        var root = new RootCommand("Speaks to the TrafficTrace control plane, and works on its files without one.");
        foreach (var help in root.Options.OfType<HelpOption>()) help.Action = new HelpAction { MaxWidth = HelpWidth };
        var isDirective = args is [['[', ..], ..];
        foreach (var verb in Verbs)
        {
            var isTyped = args is [var word, ..] && word == verb.Name;
            root.Subcommands.Add(verb.ToCommand(terminal, isDirective || isTyped));
        }

        return root;
    }

    private static int Refuse(ParseResult parsed, TextWriter error)
    {
        foreach (var problem in UnknownArguments.Problems(parsed))
            error.WriteLine(problem);
        error.WriteLine($"See: traffictrace {VerbOf(parsed)}--help");
        return ExitCode.WrongUse;
    }

    private static string VerbOf(ParseResult parsed)
    {
        var names = new List<string>();
        for (var result = parsed.CommandResult; result.Parent is not null; result = (CommandResult)result.Parent)
            names.Insert(0, result.Command.Name + " ");
        return string.Concat(names);
    }
}
