namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>A kind of policy. What Kuma's newer policies have and TrafficTrace has not is false.</summary>
internal sealed record PolicyKindAnswer(string Name, bool ReadOnly, string Path, string SingularDisplayName, string PluralDisplayName)
{
    public bool IsExperimental { get; }

    public bool IsTargetRefBased { get; }

    public bool IsInbound { get; }

    public bool IsOutbound { get; }
}
