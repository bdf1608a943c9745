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
            await session.Error.WriteLineAsync($"There is more: traffictrace get {kind.Plural} --size={size} --offset={next}");
        return page;
    }

    public void Print(JsonNode? found, TableFormat format)
    {
        JsonNode?[] items = found is JsonObject && found.At("items") is JsonArray list ? [.. list] : [found];
        switch (format)
        {
            case TableFormat.Table:
                ResourceTable.Of(kind, items, session.Terminal.Time.GetUtcNow()).Write(session.Output);
                break;
            case TableFormat.Name:
                foreach (var item in items) session.Output.WriteLine($"{kind.Singular}/{Plain.Line(item.Text("name"))}");
                break;
            default:
                if (found is not null) session.Output.Write(Document.Render(found, format));
                break;
        }
    }
}
