using System.Text.Json.Nodes;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.ControlPlane.Api.Requests;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.ControlPlane.Api.Incident;

/// <summary>The tracing of a mesh stays as it is for a while: what is written meanwhile counts once it is let loose.</summary>
internal static class FreezeRoutes
{
    private const string Path = "/_freeze";

    private static readonly ApiError NoMeshGiven = ApiError.Invalid("Could not unfreeze", "mesh", "is required", "Query is not valid");

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost(Path, FreezeAsync).Needs(Right.Write, ResourceKind.TracingFreeze)
            .Tells<WriteAnswer>("Pins the tracing of a mesh and its policies until an end", 400, 403, 404)
            .Produces<WriteAnswer>(StatusCodes.Status201Created, Representations.Json, Representations.Yaml)
            .Takes("mesh, until (as 2026-01-31T12:00:00Z) and reason");
        api.MapDelete(Path, UnfreezeAsync).Needs(Right.Write, ResourceKind.TracingFreeze)
            .Deletes("Lets a frozen mesh loose", 400, 403, 404).Asks("mesh", "its name");
    }

    private static async Task<IResult> FreezeAsync(
        HttpContext http, ResourceStore store, ApiWriter writer, WriteAnswers answers, ReaderOptions options)
    {
        var body = await RequestText.ReadAsync(http.Request, "freeze");
        if (body.Refusal is { } refusal) return refusal;
        if (Asked(body.Text) is not { } asked) return Answer.Of(ApiError.Undecodable("freeze", "the body has to be an object"));
        var mesh = asked["mesh"] is JsonValue value && value.TryGetValue<string>(out var name) ? name : "";
        if (store.Current.Meshes.GetValueOrDefault(mesh)?.WrittenMesh is null) return Answer.Of(ApiError.NoMesh());
        var read = ResourceReader.ReadOne(Document(asked, store.Current.Meshes[mesh]), TracingFreeze.KeyOf(mesh), options);
        if (!read.Errors.IsEmpty)
            return Answer.Of(ApiError.Invalid("Could not freeze", read.Errors.Select(InvalidParameter.Of)));
        var outcome = await writer.WriteAsync(Write.Put(read.Resources[0]), Author.Of(http), http.RequestAborted);
        return answers.Of(http, outcome, read.Warnings);
    }

    private static async Task<IResult> UnfreezeAsync(HttpContext http, ApiWriter writer, WritePreviews previews, WriteAnswers answers)
    {
        if (http.Request.Query["mesh"].ToString() is not { Length: > 0 } mesh) return Answer.Of(NoMeshGiven);
        var write = Write.Delete(TracingFreeze.KeyOf(mesh)) with { IfPreview = TakesPreview.TokenOf(http.Request) };
        if (TakesPreview.IsDry(http.Request)) return previews.Show(write, []);
        return answers.OfDeletion(http, await writer.WriteAsync(write, Author.Of(http), http.RequestAborted));
    }

    private static JsonObject? Asked(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <summary>What is asked for as a document, with what is in force as what it pins.</summary>
    private static string Document(JsonObject asked, MeshSnapshot mesh)
    {
        var pinned = new JsonArray();
        foreach (var resource in mesh.Policies.Values.OrderBy(policy => policy.Name, StringComparer.Ordinal).Prepend<Resource>(mesh.Mesh!))
            pinned.Add(ResourceJson.ToNode(resource));
        return new JsonObject
        {
            ["type"] = KindTable.Of(ResourceKind.TracingFreeze).Name,
            ["mesh"] = mesh.Name,
            ["name"] = TracingFreeze.OnlyName,
            ["until"] = asked["until"]?.DeepClone(),
            ["reason"] = asked["reason"]?.DeepClone(),
            ["pinned"] = pinned,
        }.ToJsonString();
    }
}
