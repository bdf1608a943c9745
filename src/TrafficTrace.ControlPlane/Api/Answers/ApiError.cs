using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>
/// Why a request was refused: problem+json as Kuma 2.9 writes it, beside <c>title</c>, <c>details</c> and <c>causes</c> of its versions
/// before, which its command line reads.
/// </summary>
internal sealed record ApiError(int Status, string Title, string Detail)
{
    [JsonPropertyOrder(-1)]
    public string Type { get; } = "/std-errors";

    [JsonPropertyName("invalid_parameters")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<InvalidParameter>? InvalidParameters { get; init; }

    public string Details => Detail;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ErrorCause>? Causes =>
        InvalidParameters?.Select(parameter => new ErrorCause(parameter.Field, parameter.Reason)).ToArray();

    /// <summary>What to commit instead, where the answer is that a file has to change.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Yaml { get; init; }

    /// <summary>Refused for what each of them says.</summary>
    public static ApiError Invalid(string title, IEnumerable<InvalidParameter> parameters, string detail = "Resource is not valid") =>
        new(StatusCodes.Status400BadRequest, title, detail) { InvalidParameters = [.. parameters] };

    public static ApiError Invalid(string title, string field, string reason, string detail = "Resource is not valid") =>
        Invalid(title, [new InvalidParameter(field, reason)], detail);

    public static ApiError NotFound(string title) => new(StatusCodes.Status404NotFound, title, "Not found");

    public static ApiError NoResource() => NotFound("Could not retrieve a resource");

    public static ApiError NoMesh() => NotFound("Failed to retrieve Mesh");

    public static ApiError Undecodable(string what, string why) =>
        new(StatusCodes.Status400BadRequest, "Bad Request", $"invalid {what}: \"{why}\"");
}
