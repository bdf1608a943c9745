using Google.Protobuf.WellKnownTypes;

namespace TrafficTrace.Cli.Dump;

/// <summary>One discovery response, already acknowledged. <see cref="Removed"/> are resource names (delta only).</summary>
internal sealed record Answer(string TypeUrl, IReadOnlyList<Any> Resources, IReadOnlyList<string> Removed);
