namespace TrafficTrace.ControlPlane.Options;

/// <summary>Reads which ports speak TLS. What is in the files is looked at when all else is right.</summary>
internal static class TlsReader
{
    /// <param name="certificate">Key and value of the option; null where it is not given.</param>
    /// <param name="key">The same of its key.</param>
    /// <param name="certificateOption">Named where it is missing.</param>
    /// <param name="keyOption">Named where it is missing.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public static TlsFiles? Read(
        (string Key, string Value)? certificate, (string Key, string Value)? key, Setting certificateOption, Setting keyOption,
        List<Problem> problems)
    {
        if (certificate is not var (certificateKey, certificateFile) || key is not var (_, keyFile))
        {
            if (certificate is var (given, _)) problems.Add(new(given, $"needs its key beside it: {keyOption.Option} FILE"));
            if (key is var (alone, _)) problems.Add(new(alone, $"needs its certificate beside it: {certificateOption.Option} FILE"));
            return null;
        }

        return new(certificateFile, keyFile);
    }

    /// <summary>What is given and has no meaning where the xDS port speaks no TLS.</summary>
    public static IEnumerable<Problem> WithoutTls(ControlPlaneOptions options, Func<Setting, string> keyOf)
    {
        if (options.XdsTls is not null) yield break;
        if (options.XdsPlainPort is not null)
        {
            yield return new(
                keyOf(Setting.XdsPlainPort),
                $"is a port beside one that speaks TLS, and {Setting.XdsTlsCert.Option} is not given: {Setting.XdsPort.Option} is plain");
        }

        if (options.XdsClientCa is not null)
        {
            yield return new(
                keyOf(Setting.XdsClientCa), $"is about TLS: give {Setting.XdsTlsCert.Option} and {Setting.XdsTlsKey.Option} too");
        }
    }
}
