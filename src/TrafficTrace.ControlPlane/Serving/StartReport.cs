using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Spectre.Console;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.ControlPlane.Reconciliation;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Serving;

/// <summary>Printed once, when proxies are served: what each gets, what is less strict than it could be, and where.</summary>
internal sealed class StartReport(
    ControlPlaneOptions options, ResourceStore store, FirstLoad firstLoad, IServer server, IHostApplicationLifetime lifetime, TextWriter output) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await Task.WhenAll(started.Task, firstLoad.Done).WaitAsync(stoppingToken);
        Write(ConsoleFor(output));
    }

    private void Write(IAnsiConsole console)
    {
        StartTable.Write(console, store.Current);
        foreach (var mesh in options.AcceptPlaintext.Order(StringComparer.Ordinal))
            console.WriteLine($"Mesh '{mesh}' is served in plain text, whatever its mtls and TrafficPermissions say ({Setting.AcceptPlaintext.Option}).");
        var addresses = server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.ToArray();
        console.WriteLine($"Ready: xDS on {addresses[0]}, API on {addresses[1]}");
    }

    // Piped, there is no width to keep to: a row is a line.
    private static IAnsiConsole ConsoleFor(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (!console.Profile.Out.IsTerminal) console.Profile.Width = 10_000;
        return console;
    }
}
