namespace TrafficTrace.Cli.Output;

/// <summary>How an answer is printed.</summary>
internal enum TableFormat
{
    Table,
    Yaml,
    Json,
    Name,
}
