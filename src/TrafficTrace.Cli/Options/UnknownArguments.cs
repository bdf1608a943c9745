using System.CommandLine;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Cli.Options;

/// <summary>What stands on the command line and is neither a command nor an option there.</summary>
internal static class UnknownArguments
{
    /// <summary>All that is wrong with a command line, with what may have been meant by what is not known.</summary>
    public static IEnumerable<string> Problems(ParseResult parsed)
    {
        var unknown = Of(parsed).ToList();
        // Where a command is not known, nothing was looked at that belongs to it.
        if (unknown.Count > 0 && parsed.CommandResult.Command.Subcommands.Count > 0) return unknown;
        var parsers = parsed.UnmatchedTokens.Select(token => $"Unrecognized command or argument '{token}'.");
        return unknown.Concat(parsed.Errors.Select(problem => problem.Message).Except(parsers));
    }

    private static IEnumerable<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        // What follows a command that is not known was meant for it.
        if (command.Subcommands.Count > 0)
            return parsed.UnmatchedTokens.Take(1).Select(token => IsOption(token) ? NoOption(token, command) : NoCommand(token, command));
        // What follows an option that is not known is most likely its value.
        return parsed.UnmatchedTokens.Where((token, i) => IsOption(token) || i == 0 || !IsOption(parsed.UnmatchedTokens[i - 1]))
            .Select(token => IsOption(token) ? NoOption(token, command) : $"\"{token}\" belongs to no option.");
    }

    private static bool IsOption(string token) => token.StartsWith('-');

    private static string NoCommand(string token, Command command) =>
        Sentence($"there is no command \"{token}\"", Suggestion.For(token, command.Subcommands.Select(below => below.Name)));

    private static string NoOption(string token, Command command) =>
        Sentence(
            $"there is no option {token.Split('=')[0]}",
            Suggestion.For(token.Split('=')[0], command.Options.Select(option => option.Name)));

    private static string Sentence(string text, string suggestion) => suggestion.Length > 0 ? text + suggestion : $"{text}.";
}
