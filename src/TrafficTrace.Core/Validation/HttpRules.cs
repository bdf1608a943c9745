using System.Text.RegularExpressions;

namespace TrafficTrace.Core.Validation;

/// <summary>Names, values and methods of HTTP requests (RFC 9110, RFC 9113).</summary>
public static partial class HttpRules
{
    /// <summary>Of the value of a header; a token of an identity provider has about half of it.</summary>
    private const int MaxValueLength = 8192;

    private const int MaxNameLength = 256;

    /// <summary>What the transport sets itself, and what an HTTP/2 request must not have.</summary>
    private static readonly string[] OfTransport =
    [
        "connection", "content-length", "content-type", "host", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding",
        "upgrade",
    ];

    /// <summary>Null, or why a request has no header of that name.</summary>
    public static string? OfHeaderName(string name)
    {
        if (name.Length == 0) return "cannot be empty";
        if (name.Length > MaxNameLength) return $"cannot be longer than {MaxNameLength} characters";
        return Token().IsMatch(name) ? null : "has to be the name of a header: letters, digits and !#$%&'*+-.^_`|~";
    }

    /// <summary>Null, or why no header of that name can be added to what goes to a collector by HTTP or gRPC.</summary>
    public static string? OfAddedHeader(string name)
    {
        if (OfHeaderName(name) is { } violation) return violation;
        if (name.Any(char.IsAsciiLetterUpper)) return $"has to be in lower case: write {name.ToLowerInvariant()}";
        return OfTransport.Contains(name) || name.StartsWith("grpc-", StringComparison.Ordinal)
            ? "is set by Envoy itself: leave it out"
            : null;
    }

    /// <summary>
    /// Null, or why it is no value that HTTP and gRPC carry unchanged. A % begins a command operator for Envoy 1.36 by gRPC and for 1.40
    /// by HTTP, and is a % for 1.36 by HTTP, where a second one would be sent too.
    /// </summary>
    public static string? OfHeaderValue(string value)
    {
        if (value.Length > MaxValueLength) return $"cannot be longer than {MaxValueLength} characters";
        if (!value.All(character => character is >= ' ' and < '\x7f')) return "has to consist of visible ASCII characters and blanks";
        if (value.Contains('%')) return "cannot hold a %, which Envoy does not always send as it is: put the value into a secret";
        return value != value.Trim() ? "cannot begin or end with a blank" : null;
    }

    /// <summary>Null, or why no request has that method.</summary>
    public static string? OfMethod(string method)
    {
        if (method.Length > MaxNameLength) return $"cannot be longer than {MaxNameLength} characters";
        return Token().IsMatch(method) ? null : "has to be a method of HTTP, as GET";
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9!#$%&'*+\-.^_`|~]+\z")]
    private static partial Regex Token();
}
