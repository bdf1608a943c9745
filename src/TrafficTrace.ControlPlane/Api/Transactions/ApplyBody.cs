using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Requests;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.ControlPlane.Api.Transactions;

/// <summary>
/// What <c>_apply</c> takes: documents in the body, deletions as <c>?delete=KIND/MESH/NAME</c>. Either what is to be written, or why
/// nothing can be.
/// </summary>
internal sealed record ApplyBody(Write? Write, ImmutableArray<Finding> Warnings, IResult? Refusal)
{
    /// <summary>What is wrong with the documents, if that is why nothing can be written.</summary>
    public ImmutableArray<Finding> Errors { get; private init; } = [];

    public const string Title = "Could not apply the documents";

    private const string DeleteForm = "has to be KIND/MESH/NAME, of a Mesh KIND/NAME";

    public static async Task<ApplyBody> ReadAsync(HttpRequest request, ReaderOptions options)
    {
        var body = HasBody(request) ? await RequestText.ReadAsync(request, "documents") : new("", null);
        if (body.Refusal is { } refusal) return Refused(refusal);
        var read = ResourceReader.Read(body.Text, null, options);
        ResourceKey?[] deletes = [.. request.Query["delete"].Select(KeyOf)];
        InvalidParameter[] wrong =
        [
            .. Preconditions.NotTaken(request),
            .. read.Errors.Select(InvalidParameter.PlacedOf),
            .. deletes.Contains(null) ? [new InvalidParameter("delete", DeleteForm)] : Array.Empty<InvalidParameter>(),
        ];
        if (wrong.Length > 0)
            return Refused(Answer.Of(ApiError.Invalid(Title, wrong, "Documents are not valid"))) with { Errors = read.Errors };
        if (read.Resources.IsEmpty && deletes.Length == 0) return Refused(Answer.Of(Nothing));
        var write = new Write(read.Resources, [.. deletes.Select(key => key!.Value).Distinct()])
        {
            Title = Title,
            IsByKumactl = Author.IsKumactl(request),
            IfPreview = TakesPreview.TokenOf(request),
        };
        return new(write, [.. read.Warnings, .. read.Skipped.Select(Skipped)], null);
    }

    private static ApiError Nothing => new(
        StatusCodes.Status400BadRequest,
        Title,
        "there is nothing to write: the body holds no resource that is served, and nothing is to be deleted");

    private static bool HasBody(HttpRequest request) =>
        request.ContentLength is not 0
            && request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false };

    private static ResourceKey? KeyOf(string? text) => text?.Split('/') switch
    {
        [var kind, { Length: > 0 } mesh, { Length: > 0 } name] when KindTable.FindServed(kind) is { Kind: { } known }
            && (known != ResourceKind.Mesh || mesh == name) => new(known, mesh, name),
        [var kind, { Length: > 0 } name] when KindTable.FindServed(kind) is { Kind: ResourceKind.Mesh } =>
            new(ResourceKind.Mesh, name, name),
        _ => null,
    };

    private static Finding Skipped(KeyValuePair<string, int> kind)
    {
        var lost = SkippedKinds.Lost(kind.Key);
        return new(null, 0, kind.Key, "", string.Create(CultureInfo.InvariantCulture, $"documents skipped: {kind.Value}; lost: {lost}"))
        {
            Code = FindingCodes.SkippedKind,
        };
    }

    private static ApplyBody Refused(IResult refusal) => new(null, [], refusal);
}
