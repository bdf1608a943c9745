namespace TrafficTrace.Cli.Dump;

/// <summary>A client's end of an aggregated discovery stream, state-of-the-world or delta.</summary>
internal interface IAdsStream : IDisposable
{
    /// <param name="typeUrl">A type that was not subscribed to before.</param>
    /// <param name="names">Resource names; none means all there are.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    Task SubscribeAsync(string typeUrl, IReadOnlyCollection<string> names, CancellationToken cancellation);

    /// <summary>Waits for the next response and acknowledges it. Null once the server has ended the stream.</summary>
    Task<Answer?> ReadAsync(CancellationToken cancellation);
}
