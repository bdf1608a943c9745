using System.CommandLine;
using TrafficTrace.Cli.Config;
using TrafficTrace.Cli.Input;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Server;

/// <summary>
/// The token that says to the control plane who asks: <c>--token</c> or <c>--token-file</c>, else a variable, else the file that the
/// configuration has for that control plane, and for no other.
/// </summary>
internal sealed class TokenOption
{
    private const string Variable = "TRAFFICTRACE_TOKEN";
    private const string FileVariable = $"{Variable}_FILE";

    public Option<string> Token { get; } = new("--token")
    {
        Description = $"The token that says who asks; other users of this machine may see it here. Else {Variable}.",
        HelpName = "TOKEN",
    };

    public Option<string> File { get; } = new("--token-file")
    {
        Description = $"A file that holds the token; else {FileVariable}, else what traffictrace config says.",
        HelpName = "FILE",
    };

    /// <param name="parsed">What was typed.</param>
    /// <param name="terminal">Has the variables.</param>
    /// <param name="server">Of the configuration; null where the address is from elsewhere.</param>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="CommandFailure">A file can't be read, or holds no token.</exception>
    public string? Find(ParseResult parsed, Terminal terminal, ServerEntry? server)
    {
        var (token, file) = (parsed.GetValue(Token), parsed.GetValue(File));
        if (token is not null && file is not null) throw CommandFailure.WrongUse($"Give either {Token.Name} or {File.Name}.");
        if (token is not null) return Checked(token, Token.Name);
        if (file is not null) return OfFile(file, File.Name);
        if (terminal.Variable(Variable) is { Length: > 0 } variable) return Checked(variable, Variable);
        if (terminal.Variable(FileVariable) is { Length: > 0 } named) return OfFile(named, FileVariable);
        return server?.TokenFile is { } remembered ? OfFile(remembered, $"the configuration of {server.Name}") : null;
    }

    private static string OfFile(string file, string source)
    {
        try
        {
            return Checked(BoundedText.Read(file), $"{file} ({source})");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw CommandFailure.WrongUse($"The token can't be read from {file} ({source}): {unreadable.Message}");
        }
    }

    // What a header can't hold would end in a stack, and what is no token need not be sent.
    private static string Checked(string text, string source)
    {
        var token = text.Trim();
        return token.Length > 0 && token.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.')
            ? token
            : throw CommandFailure.WrongUse($"What {source} holds is no token: it has three parts of letters, digits, - and _, with dots.");
    }
}
