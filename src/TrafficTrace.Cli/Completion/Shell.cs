namespace TrafficTrace.Cli.Completion;

internal enum Shell
{
    Bash,
    Zsh,
    Fish,
    PowerShell,
}
