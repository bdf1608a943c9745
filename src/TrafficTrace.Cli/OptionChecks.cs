using System.CommandLine;

namespace TrafficTrace.Cli;

/// <summary>Checks of option values, each of which ends in one sentence: which option, which value, and what is wrong with it.</summary>
internal static class OptionChecks
{
    /// <param name="option">The option to be checked.</param>
    /// <param name="wrong">What is wrong with a value, null if nothing is.</param>
    public static Option<T> Check<T>(this Option<T> option, Func<T, string?> wrong)
    {
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<T>() is { } value && wrong(value) is { } reason)
                result.AddError($"{option.Name} \"{value}\": {reason}.");
        });
        return option;
    }

    public static Option<int> CheckPort(this Option<int> option, int lowest) =>
        option.Check(port => port < lowest || port > 65535 ? $"a port is a number from {lowest} to 65535" : null);
}
