using TrafficTrace.Core.Wire;

namespace TrafficTrace.Cli.Input;

/// <summary>A file and what is in it. Findings of <see cref="Content"/> name the file.</summary>
internal sealed record FileContent(string Path, ReadResult Content);
