namespace TrafficTrace.Cli.Server;

/// <summary>Why a certificate is refused, and what to do, from the words of .NET.</summary>
internal static class TlsFailure
{
    public static string Reason(Exception failure)
    {
        var text = Deepest(failure).Message;
        if (Says(text, "NameMismatch")) return "its certificate is for other names: call it by one of those";
        if (Says(text, "UntrustedRoot") || Says(text, "PartialChain"))
            return "who issued its certificate is not known here: give the file of its authority with --ca, or in TRAFFICTRACE_CA";
        if (Says(text, "NotTimeValid")) return "its certificate has ended, or is not yet valid";
        if (Says(text, "Cannot determine the frame size") || Says(text, "wrong version number") || Says(text, "corrupted frame"))
            return "it speaks plain text: give an address that begins with http://";
        return text.TrimEnd('.');
    }

    private static Exception Deepest(Exception failure) =>
        failure.InnerException is System.Security.Authentication.AuthenticationException inner ? inner : failure.GetBaseException();

    private static bool Says(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
