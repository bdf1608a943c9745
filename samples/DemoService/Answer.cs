namespace DemoService;

/// <summary>A service's answer, and in it the answers of those that it called.</summary>
internal sealed record Answer(string Service, IReadOnlyList<Answer> Next);
