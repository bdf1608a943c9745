namespace TrafficTrace.Tests.Cli.Online;

internal sealed record ScriptedAnswer(int Status, string Body, string? Revision);
