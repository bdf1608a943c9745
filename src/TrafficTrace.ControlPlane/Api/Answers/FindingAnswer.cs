using TrafficTrace.Core.Validation;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary><see cref="Finding"/> as it is; a line of 0 is not known.</summary>
internal sealed record FindingAnswer(
    string Code, Severity Severity, string? File, int Line, string Resource, string Field, string Message)
{
    public static FindingAnswer Of(Finding finding) => new(
        finding.Code.Id, finding.Code.Severity, finding.File, finding.Line, finding.Resource, finding.Field, finding.Message);
}
