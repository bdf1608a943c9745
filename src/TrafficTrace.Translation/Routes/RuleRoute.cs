using TrafficTrace.Core.Resources;

namespace TrafficTrace.Translation.Routes;

/// <summary>How requests of one rule are traced.</summary>
internal sealed record RuleRoute(RequestMatch Match, RouteSampling Sampling, ValueList<SpanTag> Tags);
