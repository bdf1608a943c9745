namespace TrafficTrace.Cli.Running;

/// <summary>What surrounds a run: data goes to <see cref="Output"/>, talk to <see cref="Error"/>.</summary>
internal sealed record Terminal(TextReader Input, TextWriter Output, TextWriter Error)
{
    /// <summary>The value of a variable of the environment; null where it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
