using System.CommandLine;

namespace TrafficTrace.Cli.Options;

/// <summary>An option whose value is one of a few words: the members of an enum, in their order.</summary>
internal static class Words
{
    /// <summary>The first word counts when the option is not given.</summary>
    public static Option<T> Option<T>(string name, string description, params string[] aliases) where T : struct, Enum =>
        new Option<T>(name, aliases) { Description = $"{description} [default: {All<T>()[0]}]", HelpName = string.Join('|', All<T>()) }
            .Read(text => Find<T>(text) is { } value ? (value, null) : (default, Wrong<T>())).Completed(All<T>());

    public static Option<T?> Optional<T>(string name, string description) where T : struct, Enum =>
        new Option<T?>(name) { Description = description, HelpName = string.Join('|', All<T>()) }
            .Read(text => Find<T>(text) is { } value ? ((T?)value, null) : (null, Wrong<T>())).Completed(All<T>());

    // Else shells would be offered the members as they are written in the source.
    private static Option<T> Completed<T>(this Option<T> option, string[] words)
    {
        option.CompletionSources.Clear();
        option.CompletionSources.Add(words);
        return option;
    }

    private static T? Find<T>(string text) where T : struct, Enum
    {
        var index = Array.FindIndex(All<T>(), word => word.Equals(text, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : Enum.GetValues<T>()[index];
    }

    private static string Wrong<T>() where T : struct, Enum => $"it is one of {string.Join(", ", All<T>())}";

    // What is written in capitals is somebody else's word.
    private static string[] All<T>() where T : struct, Enum =>
        [.. Enum.GetNames<T>().Select(name => name.Any(char.IsLower) ? name.ToLowerInvariant() : name)];
}
