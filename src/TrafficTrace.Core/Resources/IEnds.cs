namespace TrafficTrace.Core.Resources;

/// <summary>A resource that is there for a while: somebody takes it back at its end.</summary>
public interface IEnds
{
    DateTimeOffset Until { get; }

    /// <summary>Why it is there, for whoever finds it.</summary>
    string Reason { get; }
}
