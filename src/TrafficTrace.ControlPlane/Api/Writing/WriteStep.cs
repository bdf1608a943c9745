using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Api.Writing;

/// <summary>What is done to one key; <see cref="Change"/> is null where nothing is.</summary>
internal sealed record WriteStep(ResourceKey Key, WriteAction Action, JournalChange? Change);
