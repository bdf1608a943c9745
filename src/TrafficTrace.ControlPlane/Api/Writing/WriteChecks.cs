using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Api.Writing;

/// <summary>What keeps a write from being done.</summary>
/// <param name="now">The state on which it is decided.</param>
/// <param name="write">With the deletions that its deletions bring along.</param>
internal sealed class WriteChecks(StoreSnapshot now, Write write)
{
    private readonly HashSet<ResourceKey> _deletes = [.. write.Deletes];
    private readonly HashSet<ResourceKey> _puts = [.. write.Puts.Select(put => put.Key)];

    /// <summary>Null when nothing does.</summary>
    public ApiError? Refusal() =>
        Of(StatusCodes.Status400BadRequest, "Resource is not valid", Contradictions())
            ?? NotFound()
            ?? Of(StatusCodes.Status412PreconditionFailed, "Precondition failed", Preconditions())
            ?? Of(StatusCodes.Status409Conflict, "Resource is held elsewhere", HeldElsewhere())
            ?? Of(StatusCodes.Status400BadRequest, "Resource is not valid", WithDataplanes())
            ?? Of(StatusCodes.Status409Conflict, "Fields that Kuma does not have would be lost", LostFields());

    private IEnumerable<ResourceKey> Keys => write.Deletes.Concat(write.Puts.Select(put => put.Key));

    private IEnumerable<InvalidParameter> Contradictions() =>
        _puts.Where(_deletes.Contains).Select(key => Of(key, "name", "is both to be written and to be deleted: leave out one of the two"));

    private ApiError? NotFound()
    {
        InvalidParameter[] meshless =
            [.. write.Puts.Where(put => !HasMesh(put.Key)).Select(put => Of(put.Key, "mesh", $"there is no Mesh {put.Mesh}"))];
        if (meshless.Length > 0) return ApiError.NoMesh() with { InvalidParameters = IsOne ? null : meshless };
        InvalidParameter[] missing = [.. write.Deletes.Where(key => now.Find(key) is null).Select(key => Of(key, "name", "is not there"))];
        return missing.Length > 0 ? ApiError.NotFound(write.Title) with { InvalidParameters = IsOne ? null : missing } : null;
    }

    private bool HasMesh(ResourceKey key)
    {
        var mesh = new ResourceKey(ResourceKind.Mesh, key.Mesh, key.Mesh);
        return key == mesh || _puts.Contains(mesh) || (now.Find(mesh) is not null && !_deletes.Contains(mesh));
    }

    private IEnumerable<InvalidParameter> Preconditions() =>
        Keys.Take(1).Select(key => (Key: key, Violation: write.Preconditions.Violation(now.Find(key))))
            .Where(checkedKey => checkedKey.Violation is not null).Select(checkedKey => Of(checkedKey.Key, "name", checkedKey.Violation!));

    private IEnumerable<InvalidParameter> HeldElsewhere() =>
        from key in Keys
        let first = now.Layers.Of(key).FirstOrDefault()
        where first is { Origin: Origin.File or Origin.Kubernetes } || (first is not { Origin: Origin.Api } && _deletes.Contains(key))
        select Of(key, "name", $"is held by {first}: change it there");

    private IEnumerable<InvalidParameter> WithDataplanes() =>
        write.Deletes.Where(key => key.Kind == ResourceKind.Mesh && IsUsed(key.Mesh))
            .Select(key => Of(key, "mesh", "unable to delete mesh, there are still some dataplanes attached"));

    private bool IsUsed(string mesh) =>
        now.Meshes[mesh].Dataplanes.Values.Any(dataplane => !_deletes.Contains(dataplane.Key));

    private IEnumerable<InvalidParameter> LostFields() =>
        from put in write.IsByKumactl ? write.Puts : []
        from field in OwnFields.Lost(now.Find(put.Key), put)
        select Of(put.Key, field, "would be lost: kumactl does not know it. Write this resource by traffictrace apply, or with the field");

    private bool IsOne => Keys.Count() == 1;

    private InvalidParameter Of(ResourceKey key, string field, string reason) =>
        new(field, reason) { Resource = IsOne ? null : key.ToString() };

    private ApiError? Of(int status, string detail, IEnumerable<InvalidParameter> reasons)
    {
        InvalidParameter[] all = [.. reasons];
        return all.Length == 0 ? null : new ApiError(status, write.Title, detail) { InvalidParameters = all };
    }
}
