using System.Collections.Immutable;
using TrafficTrace.ControlPlane.Access.Groups;

namespace TrafficTrace.ControlPlane.Options;

/// <summary>Reads whose tokens are taken besides one's own.</summary>
internal static class OidcReader
{
    private static readonly string Together = $"is needed as well where {Setting.ApiOidcIssuer.Option} is given";

    /// <param name="issuer">Key and value of the option; null where it is not given. So are the others.</param>
    /// <param name="audience">That tokens have to be for.</param>
    /// <param name="map">Which groups of the issuer are which here.</param>
    /// <param name="problems">Gets what is wrong.</param>
    public static OidcOptions? Read(
        (string Key, string Value)? issuer, (string Key, string Value)? audience, GivenValue? map, List<Problem> problems)
    {
        var groups = map is null ? [] : Groups(map, problems);
        if (issuer is not var (key, url))
        {
            foreach (var given in new[] { audience?.Key, map?.Key }.OfType<string>())
                problems.Add(new(given, $"has no effect without {Setting.ApiOidcIssuer.Option}"));
            return null;
        }

        if (audience is null) problems.Add(new(Setting.ApiOidcAudience.Option, Together));
        if (map is null) problems.Add(new(Setting.ApiGroupMap.Option, $"{Together}: the issuer's groups give no right by themselves"));
        if (!IsSafe(url))
            problems.Add(new(key, $"'{url}' is no URL of an issuer; give one that begins with https:// (http:// for this machine alone)"));
        return new(url, audience?.Value ?? "", groups);
    }

    private static bool IsSafe(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Query.Length == 0 && uri.Fragment.Length == 0
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    // Groups of an issuer may hold any character, those here no equals sign.
    private static ImmutableArray<KeyValuePair<string, string>> Groups(GivenValue map, List<Problem> problems)
    {
        var groups = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var text in map.Values)
        {
            var at = text.LastIndexOf('=');
            if (at > 0 && Group.Parse(text[(at + 1)..]) is not null) groups.Add(new(text[..at], text[(at + 1)..]));
            else problems.Add(new(map.Key, $"'{text}' has to be GROUP=GROUP: one of the issuer, then one of {Group.Known}"));
        }

        return groups.ToImmutable();
    }
}
