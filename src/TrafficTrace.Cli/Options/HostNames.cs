using System.CommandLine;

namespace TrafficTrace.Cli.Options;

/// <summary>Options whose values are IP addresses or DNS names.</summary>
internal static class HostNames
{
    /// <summary>Refuses each value that is neither.</summary>
    /// <param name="hosts">May repeat.</param>
    /// <param name="more">What else to say, after a blank.</param>
    public static Option<string[]> TakesHosts(this Option<string[]> hosts, string more = "")
    {
        hosts.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => Uri.CheckHostName(token.Value) == UriHostNameType.Unknown))
                result.AddError($"{hosts.Name} \"{token.Value}\": it is neither an IP address nor a DNS name{more}.");
        });
        return hosts;
    }
}
