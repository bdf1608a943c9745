namespace TrafficTrace.Tests.Cli;

[Parallelizable(ParallelScope.All)]
internal sealed class CompletionTests
{
    [TestCase("bash", "complete -o default -F _traffictrace traffictrace")]
    [TestCase("zsh", "compdef _traffictrace traffictrace")]
    [TestCase("fish", "complete -c traffictrace")]
    [TestCase("powershell", "Register-ArgumentCompleter -Native -CommandName traffictrace")]
    public async Task Each_shell_gets_lines_that_ask_the_tool_itself(string shell, string line)
    {
        var run = await CommandRun.OfAsync("completion", shell);
        Assert.That(run.Output, Does.Contain(line).And.Contain("[suggest:"));
    }

    [TestCase("traffictrace ex", "explain")]
    [TestCase("traffictrace get data", "dataplane")]
    [TestCase("traffictrace get meshes -o ", "yaml")]
    [TestCase("traffictrace config ", "use")]
    [TestCase("traffictrace apply --dry", "--dry-run")]
    public async Task What_they_ask_is_answered(string line, string word)
    {
        var run = await CommandRun.OfAsync($"[suggest:{line.Length}]", line);
        Assert.That(run.Output.Split('\n').Select(text => text.TrimEnd('\r')), Does.Contain(word), run.Error);
    }
}
