using System.Text.Json.Serialization;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>What is wrong with one field; which document of several and which line it is, where that is worth saying.</summary>
internal sealed record InvalidParameter(string Field, string Reason)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Resource { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Line { get; init; }

    public static InvalidParameter Of(Finding finding) => new(finding.Field, finding.Message);

    public static InvalidParameter PlacedOf(Finding finding) =>
        Of(finding) with { Resource = finding.Resource.Length == 0 ? null : finding.Resource, Line = finding.Line };
}
