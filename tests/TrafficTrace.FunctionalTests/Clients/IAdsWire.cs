namespace TrafficTrace.FunctionalTests.Clients;

/// <summary>One ADS stream, in either variant of the protocol.</summary>
internal interface IAdsWire : IDisposable
{
    /// <summary>
    /// Sets the whole subscription of a type, no names standing for all; answers <paramref name="answered"/> with ACK, or NACK when there
    /// is an error.
    /// </summary>
    Task SendAsync(string typeUrl, IReadOnlyCollection<string> names, AdsResponse? answered, string? error);

    /// <summary>The next response; fails with the status of the stream when it ends.</summary>
    Task<AdsResponse> ReadAsync();
}
