using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests.Clients;

/// <summary>An xDS client that nobody here wrote: a gRPC library, or an Envoy that a caller goes through.</summary>
internal sealed record RealClient(
    string Name, Func<Task<CallerProgram>> Program, EnvoyRelease? Envoy = null, ApiType Api = ApiType.StateOfTheWorld)
{
    public static readonly IReadOnlyList<RealClient> All =
    [
        new("Grpc.Core", CallerProgram.GrpcCoreAsync),
        new("grpc-js", CallerProgram.GrpcJsAsync),
        new("Python", CallerProgram.PythonAsync),
        .. from release in Enum.GetValues<EnvoyRelease>()
           from api in Enum.GetValues<ApiType>()
           select new RealClient($"Envoy {release} {api}", CallerProgram.GrpcCoreAsync, release, api),
    ];

    public override string ToString() => Name;
}
