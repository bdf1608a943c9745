using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Spectre.Console;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>Printed once, when proxies are served: what each gets, what is less strict than it could be, and where.</summary>
internal sealed class StartReport(
    ControlPlaneOptions options,
    ResourceStore store,
    FirstLoad firstLoad,
    IServer server,
    IHostApplicationLifetime lifetime,
    TextWriter output,
    IOptions<ConsoleLoggerOptions> console,
    ILogger<StartReport> log) : BackgroundService
{
    /// <summary>The first lines of the log: what starts, and what is doubtful about how.</summary>
    public static void Begin(IServiceProvider services)
    {
        var (log, options, files) = (
            services.GetRequiredService<ILogger<StartReport>>(),
            services.GetRequiredService<ControlPlaneOptions>(),
            services.GetRequiredService<OpenFiles>());
        log.Starting(
            Product.Version,
            Environment.ProcessId,
            options.Resources.IsEmpty ? "nothing" : string.Join(", ", options.Resources),
            files.XdsConnections);
        foreach (var doubt in options.Doubts) log.Doubt(doubt);
        if (files.IsLow) log.FewFiles(files.Limit, files.XdsConnections);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await firstLoad.Done.WaitAsync(stoppingToken);
        // While the ports open.
        var table = StartTable.Of(store.Current);
        var text = console.Value.FormatterName == ConsoleFormatterNames.Simple ? Text(table) : null;
        await started.Task.WaitAsync(stoppingToken);
        if (text is null) Log(table);
        else output.WriteLine($"{text}Ready: xDS on {Addresses[0]}, API on {Addresses[1]}");
    }

    private string Text(StartTable table)
    {
        var text = new StringWriter();
        var console = ConsoleFor(text, new AnsiConsoleOutput(output));
        table.Write(console);
        foreach (var line in PlainMeshes) console.WriteLine(line);
        return text.ToString();
    }

    // Where machines read the log, every line of it is an event, and what stands in a column is a field.
    private void Log(StartTable table)
    {
        foreach (var row in table.Rows) log.Serves(row.Dataplane, row.Policy, row.Backend, row.Sampling, row.TracedListeners);
        if (table.Rest is { } rest) log.StartLine(rest);
        foreach (var line in PlainMeshes) log.StartLine(line);
        log.Ready(Addresses[0], Addresses[1]);
    }

    private string[] Addresses => [.. server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses];

    private IEnumerable<string> PlainMeshes => options.AcceptPlaintext.Order(StringComparer.Ordinal).Select(mesh =>
        $"Mesh '{mesh}' is served in plain text, whatever its mtls and TrafficPermissions say ({Setting.AcceptPlaintext.Option}).");

    // Piped, there is no width to keep to: a row is a line.
    private static IAnsiConsole ConsoleFor(TextWriter text, AnsiConsoleOutput output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = output.IsTerminal ? output.Width : 10_000;
        return console;
    }
}
