using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Get;

/// <summary>One run of <c>traffictrace get</c>.</summary>
internal sealed class GetRun(Session session, ApiKind kind, string mesh)
{
    public async Task<JsonNode?> OneAsync(string name, CancellationToken cancellation)
    {
        var answer = await session.Client.SendAsync(HttpMethod.Get, kind.PathOf(mesh, name), null, cancellation);
        if (answer.IsMissing) throw await NotThere.ToldAsync(session.Client, kind, mesh, name, cancellation);
        return answer.OrRefuse().Body;
    }

    public async Task<JsonNode?> ListAsync(int? size, string? offset, CancellationToken cancellation)
    {
        var (path, inMesh) = (kind.PathOfAll(mesh), kind == ApiKind.Mesh ? null : mesh);
        if (size is null && offset is null) return await Listing.AllAsync(session.Client, path, inMesh, cancellation);
        var page = await Listing.PageAsync(session.Client, path, inMesh, size, offset, cancellation);
        if (Listing.NextOffset(page) is { } next)
            await session.Error.WriteLineAsync(Plain.Line($"There is more: {Command(inMesh, size, next)}"));
        return page;
    }

    private string Command(string? inMesh, int? size, string offset)
    {
        string[] words = [.. inMesh is null ? [] : new[] { $"-m {inMesh}" }, .. size is null ? [] : new[] { $"--size={size}" }];
        return string.Join(' ', ["traffictrace get", kind.Plural, .. words, $"--offset={offset}"]);
    }

    public void Print(JsonNode? found, TableFormat format)
    {
        JsonNode?[] items = found is JsonObject && found.At("items") is JsonArray list ? [.. list] : [found];
        AnswerPrint.Write(
            found,
            format,
            session.Output,
            items.Select(item => $"{kind.Singular}/{item.Text("name")}"),
            () => ResourceTable.Of(kind, items, session.Terminal.Time.GetUtcNow()).Write(session.Output));
    }
}
