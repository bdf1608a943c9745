using System.CommandLine;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Cli.Server;

/// <summary>The words <c>KIND</c> and <c>NAME</c> of a command.</summary>
internal static class KindArguments
{
    public static Argument<ApiKind> Kind(params ApiKind[] kinds)
    {
        var argument = new Argument<ApiKind>("KIND")
        {
            Description = $"What is meant: {string.Join(", ", kinds.Select(kind => kind.Singular))}; the plural is taken too.",
            HelpName = "KIND",
            CustomParser = result =>
            {
                var word = result.Tokens[^1].Value;
                if (Array.Find(kinds, kind => kind.IsCalled(word)) is { } found) return found;
                result.AddError(Unknown(word, kinds));
                return null;
            },
        };
        argument.CompletionSources.Add([.. kinds.Select(kind => kind.Singular)]);
        return argument;
    }

    public static Argument<string> Name() => Checked(new Argument<string>("NAME") { Description = "Its name.", HelpName = "NAME" });

    public static Argument<string?> OptionalName(string description) => Checked(new Argument<string?>("NAME")
    {
        Description = description,
        HelpName = "NAME",
        Arity = ArgumentArity.ZeroOrOne,
    });

    private static Argument<T> Checked<T>(Argument<T> argument)
    {
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [.., var last] && ApiPath.Wrong(last.Value) is { } wrong)
                result.AddError($"{argument.Name} \"{last.Value}\": {wrong}.");
        });
        return argument;
    }

    private static string Unknown(string word, ApiKind[] kinds)
    {
        var near = Suggestion.For(word, kinds.SelectMany(kind => new[] { kind.Singular, kind.Plural }));
        return near.Length > 0
            ? $"KIND \"{word}\" is not known{near}"
            : $"KIND \"{word}\" is not known: it is one of {string.Join(", ", kinds.Select(kind => kind.Singular))}.";
    }
}
