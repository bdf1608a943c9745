using System.Diagnostics;
using System.Net.Sockets;
using TrafficTrace.Load.Http2;

namespace TrafficTrace.Load.Proxies;

/// <summary>
/// All proxies and their connections, served by the thread that calls <see cref="RunUntil"/>. Lost connections come back as
/// Envoy's do: after a random wait that doubles up to a second.
/// </summary>
internal sealed class Fleet : IDisposable
{
    // More connections than a server's accept queue would be dropped by the kernel, and come back a second later.
    private const int ConnectingAtOnce = 256;

    private readonly FleetOptions _options;
    private readonly Poller _poller = new();
    private readonly byte[] _scratch = new byte[1024 * 1024];
    private readonly Proxy[] _proxies;
    private readonly Http2Connection?[] _connections;
    private readonly int[] _attempts;
    private readonly PriorityQueue<int, long> _due = new();
    private int _connecting;

    public Fleet(FleetOptions options)
    {
        _options = options;
        _proxies = [.. Enumerable.Range(0, options.Proxies).Select(index => new Proxy(index, this, options))];
        _connections = new Http2Connection?[(options.Proxies + options.ProxiesPerConnection - 1) / options.ProxiesPerConnection];
        _attempts = new int[_connections.Length];
        Arrivals = new Arrivals(options.Proxies);
        for (var connection = 0; connection < _connections.Length; connection++) _due.Enqueue(connection, connection);
    }

    public Outbox Outbox { get; } = new();

    /// <summary>The request that is being written.</summary>
    public ProtoWriter Request { get; } = new();

    /// <summary>Room for parts of a request.</summary>
    public ProtoWriter Room { get; } = new();

    /// <summary>What has arrived since <see cref="Watch"/> was called last.</summary>
    public Arrivals Arrivals { get; private set; }

    /// <summary>Connections that were lost, or could not be made, so far.</summary>
    public int Lost { get; private set; }

    /// <summary>Called with each message and the proxy that got it; null unless somebody looks at them.</summary>
    public Action<int, XdsType, ReadOnlySpan<byte>>? Seen { get; set; }

    /// <summary>Number of proxies that have got all that they asked for.</summary>
    public int Settled { get; set; }

    public bool AllSettled => Settled == _proxies.Length;

    /// <summary>Begins to count anew.</summary>
    public Arrivals Watch() => Arrivals = new Arrivals(_proxies.Length);

    /// <summary>
    /// Serves the connections until something is so. False when that took longer than the limit (there may be none:
    /// <see cref="TimeSpan.MaxValue"/>).
    /// </summary>
    public bool RunUntil(Func<bool> done, TimeSpan limit)
    {
        var start = Stopwatch.GetTimestamp();
        while (!done())
        {
            var left = limit - Stopwatch.GetElapsedTime(start);
            if (left <= TimeSpan.Zero) return false;
            Step(left);
        }

        return true;
    }

    public void RunFor(TimeSpan time) => RunUntil(() => false, time);

    public void Arrived(int proxy, XdsType type, ReadOnlySpan<byte> message)
    {
        Arrivals.Count(proxy, type, message.Length);
        Seen?.Invoke(proxy, type, message);
    }

    public void Dispose()
    {
        foreach (var connection in _connections) connection?.Dispose();
        _poller.Dispose();
    }

    private void Step(TimeSpan limit)
    {
        ConnectDue();
        var ready = _poller.Wait((int)Math.Clamp(limit.TotalMilliseconds, 1, _due.Count > 0 ? 1 : 10));
        for (var index = 0; index < ready; index++) Serve(_poller.Token(index));
        if (ready > 0) Arrivals.Acknowledged();
    }

    private void Serve(int index)
    {
        var connection = _connections[index];
        if (connection is null) return;
        var answered = connection.Answered;
        if (!connection.Receive(_scratch, Outbox))
        {
            if (!answered) _connecting--;
            Lose(index);
            return;
        }

        connection.Flush(Outbox);
        if (!answered && connection.Answered) _connecting--;
    }

    private void ConnectDue()
    {
        // Not all that are due: while a server is away each is refused at once, and the others would be served by nobody.
        for (var attempts = 0; attempts < ConnectingAtOnce && _connecting < ConnectingAtOnce; attempts++)
        {
            if (!_due.TryPeek(out var index, out var due) || due > Stopwatch.GetTimestamp()) return;
            _due.Dequeue();
            Connect(index);
        }
    }

    private void Connect(int index)
    {
        try
        {
            var connection = new Http2Connection(_options.Server, _options.Access, _poller, index);
            _connections[index] = connection;
            _connecting++;
            foreach (var proxy in ProxiesOf(index)) proxy.Start(connection);
            connection.Flush(Outbox);
        }
        catch (SocketException)
        {
            Lose(index);
        }
    }

    private void Lose(int index)
    {
        Outbox.Clear();
        Lost++;
        _connections[index]?.Dispose();
        _connections[index] = null;
        foreach (var proxy in ProxiesOf(index))
        {
            if (proxy.Settled) Settled--;
            proxy.Stop();
        }

        var ceiling = Math.Min(1.0, 0.1 * Math.Pow(2, _attempts[index]++));
        _due.Enqueue(index, Stopwatch.GetTimestamp() + (long)(Random.Shared.NextDouble() * ceiling * Stopwatch.Frequency));
    }

    private ArraySegment<Proxy> ProxiesOf(int connection)
    {
        var first = connection * _options.ProxiesPerConnection;
        return new(_proxies, first, Math.Min(_options.ProxiesPerConnection, _proxies.Length - first));
    }
}
