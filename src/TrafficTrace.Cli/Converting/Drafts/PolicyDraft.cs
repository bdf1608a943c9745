using System.Collections.Immutable;
using System.Text.Json.Nodes;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Cli.Converting.Drafts;

/// <summary>
/// What a policy of another kind says, as a TrafficTrace would. <see cref="Backend"/> is null for one that turns tracing off;
/// <see cref="Conf"/> is without it.
/// </summary>
internal sealed record PolicyDraft(string Mesh, string Name, BackendDraft? Backend, ImmutableArray<TagSet> Matches, JsonObject Conf);
