using TrafficTrace.EndToEndTests.Harness;

namespace TrafficTrace.EndToEndTests.Clients;

/// <summary>How to start a program of <c>TrafficTrace.XdsClients</c>; its last argument is the target of its calls.</summary>
internal sealed record CallerProgram(string File, params string[] Arguments)
{
    public static Task<CallerProgram> GrpcCoreAsync() => Task.FromResult(new CallerProgram("dotnet", Executables.XdsClient));

    public static async Task<CallerProgram> GrpcJsAsync()
    {
        var node = Parts.Node;
        await NodeModules.InstalledAsync();
        return new CallerProgram(node, Path.Combine(NodeModules.Folder, "client.js"));
    }

    public static Task<CallerProgram> PythonAsync() =>
        Task.FromResult(new CallerProgram(Parts.PythonWithGrpc, Path.Combine(AppContext.BaseDirectory, "client.py")));
}
