using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Health.V1;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Health;

/// <summary>A health check for images that have neither a shell nor curl.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void Fill(Command command, Terminal terminal)
    {
        var address = XdsAddress.Option("--address");
        var authorities = new CaOption(" Without one, plain text is spoken.");
        command.Options.Add(address);
        command.Options.Add(authorities.Option);
        command.Runs(terminal, async (parsed, cancellation) =>
        {
            var (serves, text) = await CheckAsync(
                parsed.GetRequiredValue(address), authorities.Find(parsed, terminal), cancellation);
            await (serves ? terminal.Output : terminal.Error).WriteLineAsync(text);
            return serves ? ExitCode.Done : ExitCode.Refused; // health checks of containers know no other
        });
    }

    private static async Task<(bool Serves, string Text)> CheckAsync(
        string address, X509Certificate2Collection? authorities, CancellationToken cancellation)
    {
        using var channel = XdsChannel.To(address, authorities);
        try
        {
            var deadline = DateTime.UtcNow + Patience;
            var response = await new Grpc.Health.V1.Health.HealthClient(channel)
                .CheckAsync(new HealthCheckRequest(), deadline: deadline, cancellationToken: cancellation);
            var serves = response.Status == HealthCheckResponse.Types.ServingStatus.Serving;
            return (serves, serves ? "SERVING" : $"The control plane at {address} answers, but does not serve: {response.Status}.");
        }
        catch (RpcException failure)
        {
            var reason = failure.Status.DebugException?.Message ?? failure.Status.Detail;
            return (false, $"No health answer from {address}: {reason}{await WrongPort.HintAsync(address, cancellation)}");
        }
    }
}
