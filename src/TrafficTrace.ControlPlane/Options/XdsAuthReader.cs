using System.Collections.Immutable;
using System.Net;
using TrafficTrace.Fleet.Authentication;

namespace TrafficTrace.ControlPlane.Options;

/// <summary>Reads how proxies show who they are.</summary>
internal static class XdsAuthReader
{
    /// <param name="given">Null where it is given nowhere: then nobody has to, on loopback.</param>
    /// <param name="bind">Where proxies connect to.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public static ImmutableSortedSet<AuthenticationWay> Read(GivenValue? given, IPAddress bind, List<Problem> problems)
    {
        if (given is null)
        {
            if (!IPAddress.IsLoopback(bind)) problems.Add(new(Setting.Bind.Option, Unsaid(bind)));
            return [AuthenticationWay.None];
        }

        var ways = ImmutableSortedSet.CreateBuilder<AuthenticationWay>();
        foreach (var word in given.Values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries)))
        {
            if (Of(word) is { } way) ways.Add(way);
            else problems.Add(new(given.Key, $"'{word}' is not known; give none, token or mtls, or several of them with commas"));
        }

        return ways.ToImmutable();
    }

    /// <summary>What has to be given as well, and is not.</summary>
    public static IEnumerable<Problem> Missing(ControlPlaneOptions options, Func<Setting, string> keyOf)
    {
        if (options.XdsAuth.Contains(AuthenticationWay.Mtls) && options.XdsClientCa is null)
        {
            yield return new(
                keyOf(Setting.XdsAuth), $"mtls needs to know who issues the certificates of proxies: {Setting.XdsClientCa.Option} FILE");
        }
    }

    /// <summary>Tokens that others can read on their way.</summary>
    public static IEnumerable<Problem> Exposed(ControlPlaneOptions options, Func<Setting, string> keyOf)
    {
        if (options.XdsAuth.Contains(AuthenticationWay.Token) && options.XdsTls is null && !IPAddress.IsLoopback(options.Bind))
        {
            yield return new(
                keyOf(Setting.XdsAuth),
                $"proxies send their tokens in plain text: whoever is on the way can read them; give {Setting.XdsTlsCert.Option} and "
                    + Setting.XdsTlsKey.Option);
        }
    }

    private static AuthenticationWay? Of(string word) => word switch
    {
        "none" => AuthenticationWay.None,
        "token" => AuthenticationWay.Token,
        "mtls" => AuthenticationWay.Mtls,
        _ => null,
    };

    private static string Unsaid(IPAddress bind) => $"{bind} can be reached from other machines: add {Setting.XdsAuth.Option} token, so "
        + $"that proxies show who they are, or {Setting.XdsAuth.Option} none to let any in";
}
