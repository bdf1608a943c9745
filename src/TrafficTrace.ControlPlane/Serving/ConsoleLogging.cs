using Microsoft.Extensions.Logging.Console;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>The log on the console: lines for people, or JSON with <c>Logging__Console__FormatterName=json</c>.</summary>
internal static class ConsoleLogging
{
    /// <param name="logging">Where it is added.</param>
    /// <param name="file">
    /// The settings file; what the environment says under <c>Logging__</c> comes before its section <c>Logging</c>.
    /// </param>
    /// <param name="sockets">A port that can't be bound is told once, at the end; the server's own account, a stack, is left out.</param>
    public static void Add(ILoggingBuilder logging, IConfiguration file, ListenSockets sockets)
    {
        var settings = new ConfigurationBuilder().AddConfiguration(file).AddEnvironmentVariables().Build();
        logging.AddFilter("Microsoft", level => level >= LogLevel.Warning && sockets.Failures.IsEmpty).AddFilter("Grpc", LogLevel.Warning);
        logging.AddConfiguration(settings.GetSection("Logging"));
        // Before AddConsole, whose own step reads the settings over these defaults.
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.FormatterName = ConsoleFormatterNames.Simple);
        logging.Services.Configure<SimpleConsoleFormatterOptions>(format =>
        {
            format.SingleLine = true;
            format.TimestampFormat = "HH:mm:ss.fff ";
            format.UseUtcTimestamp = true;
        });
        logging.Services.Configure<JsonConsoleFormatterOptions>(format =>
        {
            format.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            format.UseUtcTimestamp = true;
        });
        logging.AddConsole();
    }
}
