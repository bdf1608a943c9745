using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Server;

/// <summary>
/// What the API answered. <see cref="Body"/> is null when there is none; <see cref="Revision"/> is the header <c>X-Revision</c>, with
/// which each write answers.
/// </summary>
internal sealed record ApiAnswer(Uri Request, HttpStatusCode Status, JsonNode? Body, string? Revision)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public bool IsMissing => Status == HttpStatusCode.NotFound;

    /// <summary>The control plane is not there, or not ready yet: later it may be.</summary>
    private bool IsAway => Status is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <exception cref="CommandFailure">The control plane refused the request.</exception>
    public ApiAnswer OrRefuse() => IsSuccess
        ? this
        : throw new CommandFailure(IsAway ? ExitCode.NotReached : ExitCode.Refused, Refusal.Text(this));

    /// <summary>The body as a value.</summary>
    /// <exception cref="CommandFailure">It has another shape: the two are of versions that do not fit.</exception>
    public T As<T>(JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return Body?.Deserialize(type) ?? throw Unexpected("it is empty");
        }
        catch (JsonException wrong)
        {
            throw Unexpected(wrong.Message);
        }
    }

    private CommandFailure Unexpected(string reason) => CommandFailure.Refused(
        $"The answer to {Request} is not understood: {reason}. Compare: traffictrace version");
}
