namespace TrafficTrace.Core.Reports.Explanations;

/// <summary>
/// A listener, named as Envoy knows it. <see cref="Protocol"/> is what it speaks, as <c>http</c> or <c>unknown</c>;
/// <see cref="Because"/> names every cause of its being untraced, so that it is traced once all of them are gone.
/// </summary>
public sealed record ExplainedListener(string Name, bool Traced, string Protocol, string Because);
