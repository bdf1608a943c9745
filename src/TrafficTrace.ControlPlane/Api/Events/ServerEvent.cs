namespace TrafficTrace.ControlPlane.Api.Events;

/// <summary>Something that happened, for who follows: its number in this process, one of the log's words, and JSON.</summary>
internal sealed record ServerEvent(long Number, string Type, string Json);
