using System.CommandLine;
using System.Text.RegularExpressions;
using TrafficTrace.Cli;
using TrafficTrace.Cli.Running;
using TrafficTrace.Tests.Rooms;

namespace TrafficTrace.Tests.Cli;

/// <summary>Every command there is: help that fits a terminal, and a place in the documentation.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class HelpTests
{
    private const int Width = 80;

    private static IEnumerable<string> Commands => CommandLine.Verbs.SelectMany(
        verb => Paths(verb.ToCommand(new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null), filled: true)));

    [Test]
    public async Task Help_fits_80_columns([ValueSource(nameof(Commands))] string command)
    {
        var run = await CommandRun.OfAsync([.. command.Split(' '), "--help"]);
        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Output.Split('\n').Where(line => line.TrimEnd('\r').Length > Width), Is.Empty);
    }

    [Test]
    public async Task The_list_of_commands_fits_too()
    {
        var run = await CommandRun.OfAsync("--help");
        Assert.That(run.Output.Split('\n').Where(line => line.TrimEnd('\r').Length > Width), Is.Empty);
    }

    [Test]
    public async Task Every_command_stands_in_the_documentation_with_an_example()
    {
        var documentation = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs/cli.md"));
        var leaves = Commands.Where(command => !Commands.Any(other => other.StartsWith(command + " ", StringComparison.Ordinal)));
        Assert.That(leaves.Where(command => !documentation.Contains($"\ntraffictrace {command}", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task No_example_of_the_documentation_is_wrong_use([Values("docs/cli.md", "docs/operating.md", "README.md")] string file)
    {
        var documentation = await File.ReadAllTextAsync(Path.Combine(Repository.Root, file));
        var examples = Regex.Matches(documentation, @"^traffictrace (.+)$", RegexOptions.Multiline).Select(match => match.Groups[1].Value);
        var wrong = examples.Where(example => Errors(Words(example)).Length > 0);
        Assert.That(wrong.Select(example => $"{example}: {string.Join(' ', Errors(Words(example)))}"), Is.Empty);
    }

    private static string[] Errors(string[] words)
    {
        var verb = CommandLine.Verbs.SingleOrDefault(verb => verb.Name == words[0]);
        var terminal = new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null);
        return verb is null ? [$"no command {words[0]}"]
            : [.. verb.ToCommand(terminal, filled: true).Parse(words[1..]).Errors.Select(error => error.Message)
                .Where(error => !error.Contains("there is no such file", StringComparison.Ordinal))];
    }

    // As a shell takes them apart, up to what it does itself.
    private static string[] Words(string line) =>
        [.. Regex.Matches(line.Split(" | ")[0].Split(" > ")[0], """
            '(?<word>[^']*)'|"(?<word>[^"]*)"|(?<word>\S+)
            """).Select(match => match.Groups["word"].Value)];

    private static IEnumerable<string> Paths(Command command) =>
        command.Subcommands.SelectMany(Paths).Select(below => $"{command.Name} {below}").Prepend(command.Name);
}
