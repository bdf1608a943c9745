using System.Text.Json.Nodes;

namespace TrafficTrace.FunctionalTests.Api;

/// <summary>A request, and what of Kuma's answer matters; what is null is not looked at.</summary>
internal sealed record Exchange(string Id, string Method, string Path, int Status)
{
    public JsonNode? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    public Dictionary<string, string> Headers { get; init; } = [];

    public string? Title { get; init; }

    /// <summary>Of the violations, in their order.</summary>
    public string[]? Fields { get; init; }

    public int? Total { get; init; }

    public string[]? Names { get; init; }

    /// <summary>Path and query, at the address that was asked.</summary>
    public string? Next { get; init; }

    /// <summary>What the answer holds, perhaps beside more.</summary>
    public JsonNode? Has { get; init; }

    /// <summary>Nothing but the status is looked at.</summary>
    public bool IsOfStatusAlone => this is { Title: null, Fields: null, Total: null, Names: null, Has: null };

    /// <summary>A body that is a text stands as it is.</summary>
    public string? BodyText => Body is JsonValue value ? value.GetValue<string>() : Body?.ToJsonString();
}
