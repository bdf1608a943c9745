using TrafficTrace.Cli.Running;
using TrafficTrace.Translation.Bootstraps;

namespace TrafficTrace.Cli.Options;

/// <summary>The second file of a token, and what is doubtful about the first.</summary>
internal static class TokenSecretFile
{
    /// <exception cref="CommandFailure">It can't be written.</exception>
    public static void Prepare(string token, bool isPlain, Terminal terminal)
    {
        if (isPlain) terminal.Error.WriteLine("Without --ca the token goes over plain text: who sees it can use it.");
        var (file, text) = (TokenSecret.FileOf(token), TokenSecret.Yaml(token));
        if (!File.Exists(token))
        {
            terminal.Error.WriteLine($"{token} is not on this machine. On the proxy's, {file} has to stand beside it, with this:\n{text}");
            return;
        }

        try
        {
            if (File.ReadAllText(token) is [.., '\n'])
                terminal.Error.WriteLine($"{token} ends with a line end, which Envoy 1.36 does not take in a header: take it off.");
            NextFile.Write(file, text, NextFile.ReadByAll).TakePlace();
            terminal.Error.WriteLine($"Wrote {file}, by which Envoy finds the token.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CommandFailure.WrongUse($"{file} can't be written: {failure.Message}");
        }
    }
}
