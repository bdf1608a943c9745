namespace TrafficTrace.Core.Validation;

/// <summary>
/// A kind of finding. <see cref="Id"/> stays, so that scripts can go by it; <see cref="Title"/> is its heading in the docs.
/// </summary>
public sealed record FindingCode(string Id, Severity Severity, string Title)
{
    public override string ToString() => Id;
}
