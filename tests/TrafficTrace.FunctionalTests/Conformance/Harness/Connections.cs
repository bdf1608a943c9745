using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace TrafficTrace.FunctionalTests.Conformance.Harness;

/// <summary>How many connections the server holds.</summary>
internal sealed class Connections
{
    private readonly Channel<bool> _changed = Channel.CreateUnbounded<bool>();
    private int _open;

    public ConnectionDelegate Counting(ConnectionDelegate next) => async connection =>
    {
        Count(1);
        try
        {
            await next(connection);
        }
        finally
        {
            Count(-1);
        }
    };

    /// <summary>Waits until exactly <paramref name="count"/> are open.</summary>
    public async Task OpenAsync(int count)
    {
        using var patience = new CancellationTokenSource(XdsClient.Patience);
        while (Volatile.Read(ref _open) != count) await _changed.Reader.ReadAsync(patience.Token);
    }

    private void Count(int change)
    {
        Interlocked.Add(ref _open, change);
        _changed.Writer.TryWrite(true);
    }
}
