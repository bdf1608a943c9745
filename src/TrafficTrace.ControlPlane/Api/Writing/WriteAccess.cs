using System.Collections.Immutable;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Proxies;
using TrafficTrace.ControlPlane.Api.Requests;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Authentication;

namespace TrafficTrace.ControlPlane.Api.Writing;

/// <summary>Whether a caller may write something: by its kinds and meshes, and by the proxies that its policies take.</summary>
internal sealed class WriteAccess(ConnectedProxies connected)
{
    /// <summary>By kinds and meshes, before anything is looked up. Null where the caller may.</summary>
    public static ApiError? Refusal(Caller caller, Write write)
    {
        var keys = write.Deletes.Concat(write.Puts.Select(put => put.Key));
        string[] missing =
        [
            .. keys.Select(key => AccessRules.Missing(caller, Right.Write, key.Kind, key.Mesh)).OfType<string>()
                .Distinct().Order(StringComparer.Ordinal),
        ];
        return missing.Length == 0 ? null : AccessAnswer.Lacks(caller, string.Join(", and ", missing));
    }

    /// <summary>By what the write does, once that is known: the deletions that it brings along, too.</summary>
    public ApiError? Refusal(Caller caller, WritePlan plan)
    {
        InvalidParameter[] beyond =
        [
            .. from change in plan.Changes
               where change.Key.Kind == ResourceKind.TrafficTrace
               let bounds = AccessRules.BoundsOf(caller, change.Key.Mesh)
               where !bounds.IsEmpty
               from violation in Beyond(change, bounds, ProxiesOf(plan, change.Key.Mesh))
               select violation,
        ];
        if (beyond.Length == 0) return null;
        var detail = $"{caller.Name} may write policies of what is {caller.Tags.Written}, and this goes beyond it";
        return new(StatusCodes.Status403Forbidden, AccessAnswer.Denied, detail) { InvalidParameters = beyond };
    }

    // What is written over or deleted has to be the caller's as well.
    private static IEnumerable<InvalidParameter> Beyond(JournalChange change, TagBounds bounds, ImmutableArray<Proxy> proxies) =>
        from policy in new[] { change.After, change.Before }.OfType<TrafficTracePolicy>()
        let isNew = ReferenceEquals(policy, change.After)
        from violation in PolicyBounds.Beyond(policy, bounds, proxies)
        select new InvalidParameter(violation.Field, isNew ? violation.Reason : $"of the policy that is there: {violation.Reason}")
        {
            Resource = change.Key.ToString(),
        };

    private ImmutableArray<Proxy> ProxiesOf(WritePlan plan, string mesh) =>
    [
        .. plan.After.MeshOf(mesh).Dataplanes.Values.Select(Proxy.Of),
        .. connected.All().Values.Select(proxy => proxy.Overlay).OfType<Proxy>().Where(proxy => proxy.Mesh == mesh),
    ];
}
