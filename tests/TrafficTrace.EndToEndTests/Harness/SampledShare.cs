namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>Measures which share of requests a collector sees, on connections that stay open between measurements.</summary>
internal sealed class SampledShare : IAsyncDisposable
{
    private static int _batches; // of all, so that no measurement counts the spans of another

    private readonly SpanSink _sink;
    private readonly Proxy _proxy;
    private readonly Http1Connection[] _connections;

    private SampledShare(SpanSink sink, Proxy proxy, Http1Connection[] connections) =>
        (_sink, _proxy, _connections) = (sink, proxy, connections);

    /// <summary>Opens the connections to an outbound listener of the proxy.</summary>
    public static async Task<SampledShare> OpenAsync(SpanSink sink, Proxy proxy, string service, int connections = 4)
    {
        var opened = new Http1Connection[connections];
        for (var index = 0; index < connections; index++) opened[index] = await Http1Connection.OpenAsync(proxy.Outbounds[service]);
        return new SampledShare(sink, proxy, opened);
    }

    /// <summary>How many of <paramref name="requests"/> became traces of the proxy's service.</summary>
    public async Task<int> TracesOfAsync(int requests)
    {
        var batch = $"/{_proxy.Name}-batch-{Interlocked.Increment(ref _batches)}/";
        await Task.WhenAll(_connections.Select((connection, index) => SendAsync(connection, batch, requests / _connections.Length)));
        return await _sink.SettledTracesAsync(_proxy.Service, batch);
    }

    /// <summary>
    /// Fails when the share is not that of a fair sampler of <paramref name="percent"/>, or a connection was told to close.
    /// </summary>
    public async Task IsAsync(double percent, int requests)
    {
        var (low, high) = Binomial.Bounds(requests, percent / 100);
        var traces = await TracesOfAsync(requests);
        Assert.That(traces, Is.InRange(low, high), $"traces of {requests} requests at {percent} %");
        Assert.That(_connections.Count(connection => connection.Closing), Is.Zero, "connections that were told to close");
    }

    public ValueTask DisposeAsync()
    {
        foreach (var connection in _connections) connection.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task SendAsync(Http1Connection connection, string batch, int requests)
    {
        for (var request = 0; request < requests; request++)
            Assert.That(await connection.GetAsync($"{batch}{request}"), Is.EqualTo(200));
    }
}
