using System.CommandLine;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Storage;

namespace TrafficTrace.ControlPlane;

/// <summary>What can be done with a store besides serving from it.</summary>
internal static class StoreCommand
{
    /// <summary>Reads the options and does the work; gives the exit code.</summary>
    public delegate Task<int> Run(
        ParseResult parsed, Func<ControlPlaneOptions, CancellationToken, Task<StoreReport>> work, CancellationToken token);

    public static bool Takes(Setting setting) =>
        setting == Setting.Store || setting == Setting.StoreFile || setting == Setting.AcceptPlaintext;

    public static Command Create(Run run)
    {
        var command = new Command("store", "Looks at a store, or moves what it holds");
        command.Subcommands.Add(Check(run));
        command.Subcommands.Add(Export(run));
        command.Subcommands.Add(Import(run));
        return command;
    }

    private static Command Check(Run run)
    {
        var command = new Command("check", "Says what the store holds, and whether it is whole; a control plane may use it meanwhile");
        command.SetAction((parsed, token) => run(
            parsed,
            async (options, stop) =>
            {
                var (summary, problems) = await StoreTransfer.CheckAsync(options.Store, ReaderOf(options), stop);
                return new(summary, problems);
            },
            token));
        return command;
    }

    private static Command Export(Run run)
    {
        var folder = Folder("Where to write documents.yaml and history.jsonl");
        var command = new Command("export", "Writes documents and history into a folder; a control plane may use the store meanwhile")
        {
            folder,
        };
        command.SetAction((parsed, token) => run(
            parsed,
            async (options, stop) => new(await StoreTransfer.ExportAsync(options.Store, parsed.GetRequiredValue(folder), stop), []),
            token));
        return command;
    }

    private static Command Import(Run run)
    {
        var folder = Folder("Where an export was written to");
        var command = new Command("import", "Reads an export into a store that is empty") { folder };
        command.SetAction((parsed, token) => run(
            parsed,
            async (options, stop) => new(
                await StoreTransfer.ImportAsync(
                    options.Store, parsed.GetRequiredValue(folder), ReaderOf(options), TimeProvider.System, stop),
                []),
            token));
        return command;
    }

    private static Argument<string> Folder(string description) => new("FOLDER") { Description = description };

    private static ReaderOptions ReaderOf(ControlPlaneOptions options) => new(options.AcceptPlaintext);
}
