using System.CommandLine;

namespace TrafficTrace.Cli.Running;

/// <summary>
/// A first word of the command line. <see cref="Fill"/> gives its command options, commands below it and what it does; that takes time,
/// so it is done for the word that was typed, and the others stand there by name alone.
/// </summary>
internal sealed record Verb(string Name, string Description, Action<Command, Terminal> Fill)
{
    public Command ToCommand(Terminal terminal, bool filled)
    {
        var command = new Command(Name, Description);
        if (filled) Fill(command, terminal);
        return command;
    }
}
