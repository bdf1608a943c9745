using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace TrafficTrace.Core.Validation;

/// <summary>
/// Texts with Envoy's command operators, as in an access log. Envoy refuses an operator that it does not know; those here are known to
/// each version from 1.36 on. What reads files, the environment or secrets of the proxy is not among them.
/// </summary>
public static partial class SpanFormatRules
{
    private static readonly FrozenSet<string> Bare = FrozenSet.ToFrozenSet(
    [
        "BYTES_RECEIVED", "BYTES_SENT", "CONNECTION_ID", "CONNECTION_TERMINATION_DETAILS", "DOWNSTREAM_DIRECT_REMOTE_ADDRESS",
        "DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT", "DOWNSTREAM_LOCAL_ADDRESS", "DOWNSTREAM_LOCAL_ADDRESS_WITHOUT_PORT",
        "DOWNSTREAM_LOCAL_PORT", "DOWNSTREAM_REMOTE_ADDRESS", "DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT", "DOWNSTREAM_REMOTE_PORT",
        "DURATION", "FILTER_CHAIN_NAME", "HOSTNAME", "PROTOCOL", "REQUESTED_SERVER_NAME", "REQUEST_DURATION", "RESPONSE_CODE",
        "RESPONSE_CODE_DETAILS", "RESPONSE_DURATION", "RESPONSE_FLAGS", "RESPONSE_FLAGS_LONG", "RESPONSE_TX_DURATION", "ROUTE_NAME",
        "STREAM_ID", "UPSTREAM_CLUSTER", "UPSTREAM_HOST", "UPSTREAM_LOCAL_ADDRESS", "UPSTREAM_PROTOCOL", "UPSTREAM_REMOTE_ADDRESS",
        "UPSTREAM_REQUEST_ATTEMPT_COUNT", "UPSTREAM_TRANSPORT_FAILURE_REASON", "UPSTREAM_WIRE_BYTES_RECEIVED",
        "UPSTREAM_WIRE_BYTES_SENT", "VIRTUAL_CLUSTER_NAME",
    ]);

    private static readonly FrozenSet<string> OfHeader = FrozenSet.ToFrozenSet(["REQ", "RESP", "TRAILER"]);

    private static readonly FrozenSet<string> OfMetadata =
        FrozenSet.ToFrozenSet(["CLUSTER_METADATA", "DYNAMIC_METADATA", "UPSTREAM_METADATA"]);

    /// <summary>What Envoy would refuse, each in half a sentence.</summary>
    public static IEnumerable<string> Of(string format)
    {
        if (Operator().Replace(format, "").Contains('%'))
            yield return "holds a % that begins no operator, as %REQ(x-user)% is one: write %% for the sign itself";
        foreach (Match match in Operator().Matches(format))
        {
            if (match.Groups["name"].Success && OfOperator(match) is { } violation) yield return violation;
        }
    }

    private static string? OfOperator(Match match)
    {
        var (name, argument) = (match.Groups["name"].Value, match.Groups["argument"]);
        if (Bare.Contains(name)) return argument.Success || match.Groups["length"].Success ? $"%{name}% stands alone" : null;
        if (OfHeader.Contains(name)) return HeaderArgument().IsMatch(argument.Value) ? null : $"%{name}% needs a header: %{name}(x-user)%";
        if (OfMetadata.Contains(name)) return OfMetadataArgument(name, argument, match.Groups["length"]);
        return $"%{name}% is no operator that is served here{Suggestion.For(name, Bare)}";
    }

    private static string? OfMetadataArgument(string name, Group argument, Group length)
    {
        if (argument.Length == 0) return $"%{name}% needs what to take: %{name}(key:step)%";
        return length.Success ? $"%{name}% has no length in each version of Envoy" : null;
    }

    [GeneratedRegex(@"%%|%(?<name>[A-Z0-9_]+)(\((?<argument>[^()%]*)\))?(:(?<length>[0-9]{1,4}))?%", RegexOptions.ExplicitCapture)]
    private static partial Regex Operator();

    [GeneratedRegex(@"\A:?[a-zA-Z0-9!#$&'*+\-.^_`|~]+(\?:?[a-zA-Z0-9!#$&'*+\-.^_`|~]+)?\z")]
    private static partial Regex HeaderArgument();
}
