namespace TrafficTrace.Tests.Storage;

/// <summary>What a client wants of a policy: to create it where there is none, or to change or delete it where it is.</summary>
internal sealed record Operation(int Id, OperationKind Kind, string Name)
{
    /// <summary>What the policy says after it; null when it is gone.</summary>
    public string? After => Kind == OperationKind.Delete ? null : $"n{Id}";

    /// <param name="before">What the policy says; null when there is none.</param>
    public bool MayBeDone(string? before) => (before is null) == (Kind == OperationKind.Create);
}
