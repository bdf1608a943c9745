using Microsoft.Net.Http.Headers;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Requests;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.ControlPlane.Api.Resources;

/// <summary>GET, PUT and DELETE of one resource.</summary>
internal sealed class OneResource(
    ResourceStore store, ApiWriter writer, WritePreviews previews, WriteAnswers answers, ReaderOptions options)
{
    public IResult Get(HttpContext http, ResourceKey key)
    {
        if (!store.Current.Meshes.ContainsKey(key.Mesh) && key.Kind != ResourceKind.Mesh) return Answer.Of(ApiError.NoMesh());
        if (store.Current.Find(key) is not { } resource) return Answer.Of(ApiError.NoResource());
        http.Response.Headers[HeaderNames.ETag] = ETags.Of(resource);
        http.Response.Headers[HeaderNames.Vary] = HeaderNames.Accept;
        return Preconditions.Of(http.Request).HasAlready(resource)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Answer.Of(resource, ApiJson.Default.Resource);
    }

    public async Task<IResult> PutAsync(HttpContext http, ResourceKey key)
    {
        if (!HasMesh(key)) return Answer.Of(ApiError.NoMesh());
        var body = await RequestText.ReadAsync(http.Request, $"{key.Kind} object");
        if (body.Refusal is { } refusal) return refusal;
        var read = ResourceReader.ReadOne(body.Text, key, options);
        var isDry = TakesPreview.IsDry(http.Request);
        if (!read.Errors.IsEmpty) return isDry ? previews.Show(read.Errors) : Answer.Of(Invalid(key, read));
        var write = Write.Put(read.Resources[0]) with
        {
            Preconditions = Preconditions.Of(http.Request),
            IsByKumactl = Author.IsKumactl(http.Request),
            IfPreview = TakesPreview.TokenOf(http.Request),
        };
        if (isDry) return previews.Show(write, read.Warnings);
        var outcome = await writer.WriteAsync(write, Author.Of(http), http.RequestAborted);
        return answers.Of(http, outcome, read.Warnings);
    }

    public async Task<IResult> DeleteAsync(HttpContext http, ResourceKey key)
    {
        if (key.Kind != ResourceKind.Mesh && !store.Current.Meshes.ContainsKey(key.Mesh)) return Answer.Of(ApiError.NoMesh());
        var write = Write.Delete(key) with
        {
            Preconditions = Preconditions.Of(http.Request),
            IfPreview = TakesPreview.TokenOf(http.Request),
        };
        if (TakesPreview.IsDry(http.Request)) return previews.Show(write, []);
        return answers.OfDeletion(http, await writer.WriteAsync(write, Author.Of(http), http.RequestAborted));
    }

    // Asked again when it is decided; before the document, since Kuma answers so whatever stands in it.
    private bool HasMesh(ResourceKey key) =>
        key.Kind == ResourceKind.Mesh || store.Current.Meshes.GetValueOrDefault(key.Mesh)?.Mesh is not null;

    private static ApiError Invalid(ResourceKey key, ReadResult read) =>
        read.Errors.All(error => error.Field.Length == 0 && error.Resource.Length == 0)
            ? ApiError.Undecodable($"{key.Kind} object", string.Join("; ", read.Errors))
            : ApiError.Invalid("Could not process a resource", read.Errors.Select(InvalidParameter.Of));
}
