using Grpc.Core;
using Grpc.Health.V1;

namespace TrafficTrace.Tests.Cli;

internal sealed class ScriptedHealth : Health.HealthBase
{
    public HealthCheckResponse.Types.ServingStatus Status { get; init; } = HealthCheckResponse.Types.ServingStatus.Serving;

    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) =>
        Task.FromResult(new HealthCheckResponse { Status = Status });
}
