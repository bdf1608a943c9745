using System.Text.Json.Serialization;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>
/// Where documents come from: how many resources it holds, how long it keeps them, what is wrong with it at present (a file that is broken
/// keeps its last good content), and what of it is held back.
/// </summary>
/// <param name="Name"><c>files</c>, <c>api</c>, <c>secrets</c>, or <c>certificates</c> of the ports.</param>
/// <param name="Paths">Files and folders; empty for the API.</param>
/// <param name="Resources">How many it holds, whether or not they count; of secrets how many there are.</param>
/// <param name="Keeps">How long, as a sentence.</param>
/// <param name="LastError">The first of <paramref name="Errors"/>; null when all is well.</param>
/// <param name="Errors">What can't be taken over, each with its place.</param>
/// <param name="Warnings">What is taken over and seldom meant.</param>
/// <param name="Files">Those that are broken.</param>
internal sealed record SourceAnswer(
    string Name,
    IReadOnlyList<string> Paths,
    int Resources,
    string Keeps,
    FindingAnswer? LastError,
    IReadOnlyList<FindingAnswer> Errors,
    IReadOnlyList<FindingAnswer> Warnings,
    IReadOnlyList<BrokenFileAnswer> Files)
{
    /// <summary>A change of it that waits for somebody to accept it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HeldAnswer? Held { get; init; }
}
