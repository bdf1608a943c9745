using System.CommandLine;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane;

/// <summary>The command line. Values are taken as they are and checked by <see cref="OptionsReader"/>, wherever they come from.</summary>
internal static class StartCommand
{
    /// <param name="run">Serves.</param>
    /// <param name="work">Does something with the store.</param>
    public static RootCommand Create(Func<ParseResult, CancellationToken, Task<int>> run, StoreCommand.Run work)
    {
        var command = new RootCommand(
            $"Steers tracing across a fleet of Envoys. Every option can also be a variable ({Setting.XdsPort.Variable}) or a key of "
                + $"{SettingSources.FileName}.");
        foreach (var setting in Setting.All)
        {
            var option = new Option<string[]>(setting.Option) { Description = setting.Description, HelpName = setting.Value };
            if (setting.IsSwitch) option.Arity = ArgumentArity.ZeroOrMore;
            option.Recursive = StoreCommand.Takes(setting);
            command.Options.Add(option);
        }

        command.SetAction(run);
        command.Subcommands.Add(StoreCommand.Create(work));
        return command;
    }

    /// <summary>What the command line itself has that it can't have.</summary>
    public static IEnumerable<Problem> Problems(ParseResult parsed)
    {
        if (parsed.Errors.Count == 0) return [];
        var tokens = parsed.UnmatchedTokens;
        // What follows an option that is not known is most likely its value.
        var unknown = tokens.Where((token, i) => IsOption(token) || i == 0 || !IsOption(tokens[i - 1])).Select(Unknown);
        var parsers = tokens.Select(token => $"Unrecognized command or argument '{token}'.");
        var others = parsed.Errors.Select(error => error.Message).Except(parsers).Select(message => new Problem("", message));
        return [.. unknown, .. others, new Problem("", "see traffictrace-cp --help")];
    }

    private static bool IsOption(string token) => token.StartsWith('-');

    private static Problem Unknown(string token)
    {
        if (!IsOption(token)) return new Problem(token, "belongs to no option");
        var name = token.Split('=')[0];
        return new Problem(name, $"there is no such option{Suggestion.For(name, Setting.All.Select(setting => setting.Option))}");
    }
}
