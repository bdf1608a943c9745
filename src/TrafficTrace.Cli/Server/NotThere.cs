using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Cli.Server;

/// <summary>A name that is not there, with the nearest that is.</summary>
internal static class NotThere
{
    public static async Task<CommandFailure> ToldAsync(
        ApiClient client, ApiKind kind, string mesh, string name, CancellationToken cancellation)
    {
        if (kind != ApiKind.Mesh && await MeshAsync(client, mesh, cancellation) is { } noMesh) return noMesh;
        return Told(kind.Told(mesh, name), name, await NamesAsync(client, kind.PathOfAll(mesh), cancellation));
    }

    /// <summary>For what the API answers even where there is no such resource.</summary>
    /// <exception cref="CommandFailure">It is not there.</exception>
    public static async Task CheckAsync(ApiClient client, ApiKind kind, string mesh, string name, CancellationToken cancellation)
    {
        var answer = await client.SendAsync(HttpMethod.Get, kind.PathOf(mesh, name), null, cancellation);
        if (answer.IsMissing) throw await ToldAsync(client, kind, mesh, name, cancellation);
    }

    /// <summary>Null when the mesh is there.</summary>
    public static async Task<CommandFailure?> MeshAsync(ApiClient client, string mesh, CancellationToken cancellation)
    {
        var names = await NamesAsync(client, ApiKind.Mesh.Plural, cancellation);
        return names.Contains(mesh) ? null : Told($"mesh \"{mesh}\"", mesh, names);
    }

    public static CommandFailure Told(string what, string name, IReadOnlyCollection<string> known)
    {
        var near = Suggestion.For(name, known);
        return CommandFailure.Refused($"There is no {what}{(near.Length > 0 ? near : ".")}");
    }

    private static async Task<HashSet<string>> NamesAsync(ApiClient client, string path, CancellationToken cancellation)
    {
        var list = await Listing.AllAsync(client, path, null, cancellation);
        return [.. list.Items("items").Select(item => item.Text("name"))];
    }
}
