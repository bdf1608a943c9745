namespace TrafficTrace.Tests.Cli.Online;

/// <summary>A request as it came: <see cref="Path"/> is not decoded, and ends with the query.</summary>
internal sealed record AskedRequest(string Method, string Path, string Body, string UserAgent, string Authorization);
