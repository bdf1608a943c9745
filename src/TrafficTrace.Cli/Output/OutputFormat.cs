namespace TrafficTrace.Cli.Output;

internal enum OutputFormat
{
    Yaml,
    Json,
}
