using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests.Otlp;

/// <summary>A client of a listener whose connections stay open from one batch of requests to the next.</summary>
internal sealed class OpenConnections : IDisposable
{
    private readonly Http1Connection[] _connections;

    private OpenConnections(Http1Connection[] connections) => _connections = connections;

    /// <summary>How many were told to close, as a drain does.</summary>
    public int Closing => _connections.Count(connection => connection.Closing);

    public static async Task<OpenConnections> OpenAsync(int port, int connections = 4)
    {
        var opened = new Http1Connection[connections];
        for (var index = 0; index < connections; index++) opened[index] = await Http1Connection.OpenAsync(port);
        return new OpenConnections(opened);
    }

    /// <summary>A request with each of these heads (lines with their ends, or nothing); all have to be answered with 200.</summary>
    public Task GetAsync(string path, params IReadOnlyList<string> heads) =>
        Task.WhenAll(_connections.Select((connection, index) => GetAsync(connection, path, heads.Skip(index).Chunk(_connections.Length))));

    public void Dispose()
    {
        foreach (var connection in _connections) connection.Dispose();
    }

    private static async Task GetAsync(Http1Connection connection, string path, IEnumerable<string[]> rows)
    {
        foreach (var row in rows) Assert.That(await connection.GetAsync(path, row[0]), Is.EqualTo(200));
    }
}
