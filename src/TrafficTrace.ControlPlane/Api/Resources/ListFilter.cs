using System.Collections.Immutable;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.ControlPlane.Api.Resources;

/// <summary>
/// Which of a list's resources are asked for: <c>name=</c> a part of the name, <c>tag=key:value</c> a part of a tag's value, and
/// <c>gateway=</c>; as in Kuma 2.9. A tag without value asks nothing.
/// </summary>
internal sealed record ListFilter(string Name, ImmutableArray<(string Key, string Value)> Tags, bool? IsGateway)
{
    /// <summary>For the description of a list's path.</summary>
    public static void Describe(RouteHandlerBuilder list, ResourceKind kind)
    {
        list.Asks("name", "part of the name");
        if (kind == ResourceKind.Dataplane)
            list.Asks("tag", "key:value, a part of the tag's value; may repeat").Asks("gateway", "true, false, builtin or delegated");
    }

    public static ListFilter? Of(HttpRequest request, out ApiError? refusal)
    {
        refusal = null;
        bool? isGateway = null;
        if (request.Query["gateway"].FirstOrDefault() is { Length: > 0 } gateway)
        {
            if (gateway is not ("true" or "false" or "builtin" or "delegated"))
            {
                refusal = ApiError.Invalid(
                    "Could not retrieve dataplane overviews",
                    "gateway",
                    "not a valid value. Allowed values: true, false, builtin, delegated");
                return null;
            }

            isGateway = gateway != "false";
        }

        return new(request.Query["name"].FirstOrDefault() ?? "", [.. request.Query["tag"].SelectMany(TagOf)], isGateway);
    }

    public bool Asks(Resource resource) =>
        resource.Name.Contains(Name, StringComparison.Ordinal) && (resource is not Dataplane dataplane || Asks(dataplane));

    private bool Asks(Dataplane dataplane) =>
        (IsGateway is not { } wanted || dataplane.Gateway is not null == wanted)
            && (Tags.IsEmpty || dataplane.TagSets.Any(set => Tags.All(tag => Has(set, tag))));

    private static bool Has(TagSet set, (string Key, string Value) tag) =>
        set.TryGetValue(tag.Key, out var value) && value.Contains(tag.Value, StringComparison.Ordinal);

    private static IEnumerable<(string Key, string Value)> TagOf(string? text)
    {
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return colon < 0 ? [] : [(text![..colon], text[(colon + 1)..])];
    }
}
