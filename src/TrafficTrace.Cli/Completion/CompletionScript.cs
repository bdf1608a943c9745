namespace TrafficTrace.Cli.Completion;

/// <summary>A few lines for a shell that ask the tool itself what can follow, by the directive <c>[suggest:POSITION]</c>.</summary>
internal static class CompletionScript
{
    private const string Bash = """
        _traffictrace() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(traffictrace "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _traffictrace traffictrace

        """;

    private const string Zsh = """
        #compdef traffictrace
        _traffictrace() {
          local -a found
          found=("${(@f)$(traffictrace "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
          compadd -- $found
        }
        compdef _traffictrace traffictrace

        """;

    private const string Fish = """
        complete -c traffictrace -f -a '(traffictrace "[suggest:"(commandline -C)"]" (commandline -p) 2>/dev/null)'

        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName traffictrace -ScriptBlock {
          param($word, $line, $position)
          traffictrace "[suggest:$position]" "$line" 2>$null | Where-Object { $_ -like "$word*" } |
            ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
        }

        """;

    public static string Of(Shell shell) => shell switch
    {
        Shell.Bash => Bash,
        Shell.Zsh => Zsh,
        Shell.Fish => Fish,
        _ => PowerShell,
    };

    public static string HowTo(Shell shell) => shell switch
    {
        Shell.Bash => "source <(traffictrace completion bash)",
        Shell.Zsh => "source <(traffictrace completion zsh)",
        Shell.Fish => "traffictrace completion fish | source",
        _ => "traffictrace completion powershell | Out-String | Invoke-Expression",
    };
}
