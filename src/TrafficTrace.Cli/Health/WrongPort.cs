using TrafficTrace.Cli.Options;

namespace TrafficTrace.Cli.Health;

/// <summary>Finds out whether somebody gave the port of the control plane's HTTP API where the xDS port is meant.</summary>
internal static class WrongPort
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <returns>A sentence that begins with a blank; empty when the address does not answer as the API does.</returns>
    public static async Task<string> HintAsync(string address, CancellationToken cancellation)
    {
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var response = await client.GetAsync(new Uri($"http://{address}/ready"), cancellation);
            var text = await response.Content.ReadAsStringAsync(cancellation);
            return text.StartsWith("ready\n", StringComparison.Ordinal) || text.StartsWith("not ready:", StringComparison.Ordinal)
                ? $" It answers as the control plane's API does: give its xDS port instead, which is {XdsAddress.Default} by default."
                : "";
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return "";
        }
    }
}
