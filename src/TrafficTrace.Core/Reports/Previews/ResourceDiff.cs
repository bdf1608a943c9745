namespace TrafficTrace.Core.Reports.Previews;

/// <summary>
/// How an Envoy resource changes. <see cref="Type"/> is the name of its message, as <c>Listener</c>; <see cref="Diff"/> is a unified
/// diff of its JSON. Where proxies share the change and not the address, <c>*</c> stands for it.
/// </summary>
public sealed record ResourceDiff(string Type, string Name, string Diff);
