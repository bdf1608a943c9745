using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>Keeps what is logged.</summary>
internal sealed class TestLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();
    private readonly Channel<string> _news = Channel.CreateUnbounded<string>();

    public IEnumerable<string> Errors => _lines.Where(line => line.Level >= LogLevel.Error).Select(line => line.Text);

    public IEnumerable<string> Lines => _lines.Select(line => line.Text);

    /// <summary>Waits for a line that no call has read past yet.</summary>
    public async Task SaysAsync(string part)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!(await _news.Reader.ReadAsync(patience.Token)).Contains(part, StringComparison.Ordinal))
        {
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var text = formatter(state, exception) + exception;
        _lines.Enqueue((logLevel, text));
        _news.Writer.TryWrite(text);
    }

    public void Dispose()
    {
    }
}
