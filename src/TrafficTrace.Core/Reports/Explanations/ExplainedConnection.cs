using System.Collections.Immutable;

namespace TrafficTrace.Core.Reports.Explanations;

/// <summary>
/// Whether the proxy is there and takes what it is sent. <see cref="Accepted"/>: all that is wanted now is acknowledged.
/// </summary>
public sealed record ExplainedConnection(
    ConnectionState State, DateTimeOffset? Since, bool Accepted, ImmutableArray<ExplainedRejection> Rejections)
{
    /// <summary>No stream is open, or nobody can know.</summary>
    public static readonly ExplainedConnection Offline = new(ConnectionState.Offline, null, false, []);
}
