using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Status;

internal static class StatusClient
{
    /// <param name="client">Asks.</param>
    /// <param name="target">What is asked for.</param>
    /// <param name="revision">The answer is of that revision or a later one; null for the present.</param>
    /// <param name="wait">How long the server waits at most until it has settled, before it answers with what there is.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<ApiAnswer> AskAsync(
        ApiClient client, StatusTarget target, string? revision, TimeSpan wait, CancellationToken cancellation)
    {
        var path = ApiPath.Query(target.Path, ("atLeast", revision), ("wait", wait == TimeSpan.Zero ? null : Duration.Text(wait)));
        var answer = await client.SendAsync(HttpMethod.Get, path, null, cancellation, longer: wait);
        if (answer.IsMissing) throw await NotThereAsync(client, target, cancellation);
        return answer.OrRefuse();
    }

    public static StatusAnswer Read(ApiAnswer answer) => answer.As(StatusJson.Default.StatusAnswer).Whole();

    private static async Task<CommandFailure> NotThereAsync(
        ApiClient client, StatusTarget target, CancellationToken cancellation)
    {
        if (target.Kind != StatusTarget.Backend)
            return await NotThere.ToldAsync(client, target.Kind, target.Mesh, target.Name, cancellation);
        if (await NotThere.MeshAsync(client, target.Mesh, cancellation) is { } noMesh) return noMesh;
        var mesh = (await client.GetAsync(ApiKind.Mesh.PathOf(target.Mesh, target.Mesh), cancellation)).Body;
        var names = mesh.Items("tracing", "backends").Select(backend => backend.Text("name")).ToArray();
        return NotThere.Told(target.Kind.Told(target.Mesh, target.Name), target.Name, names);
    }
}
