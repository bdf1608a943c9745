namespace TrafficTrace.Core.Reports;

/// <summary>One thing that is so or not, in the form that Kubernetes uses. <see cref="Status"/> is <c>True</c> or <c>False</c>.</summary>
public sealed record Condition(string Type, string Status, string Reason, string Message)
{
    public static Condition Is(string type, bool so, string reason, string message) => new(type, so ? "True" : "False", reason, message);
}
