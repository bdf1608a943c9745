using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TrafficTrace.ControlPlane.Sources.Files;

namespace TrafficTrace.Tests.Files;

/// <summary>Keeps what is logged.</summary>
internal sealed class LinesLog : ILogger<ResourceFiles>
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue(formatter(state, exception));
}
