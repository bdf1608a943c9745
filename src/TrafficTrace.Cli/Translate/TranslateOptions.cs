using TrafficTrace.Cli.Output;
using TrafficTrace.Core.Resources;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Cli.Translate;

/// <summary>
/// <see cref="Type"/> is the only part to print, null for all. <see cref="Static"/>: a bootstrap that needs no control plane.
/// </summary>
internal sealed record TranslateOptions(NodeName Node, SamplingMode Sampling, ConfigurationType? Type, bool Static, OutputFormat Format);
