using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Envoy.Api.Protos;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Reports.Previews;

namespace TrafficTrace.Translation.Previews;

/// <summary>A change of a resource, for people.</summary>
internal static class ResourceText
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="resource">What changes.</param>
    /// <param name="isNamed">With its own name; else with <c>*</c> for the address of the proxy.</param>
    public static ResourceDiff Diff(ChangedResource resource, bool isNamed)
    {
        var type = resource.TypeUrl[(resource.TypeUrl.LastIndexOf('.') + 1)..];
        var (before, after) = (Json(resource.Before), Json(resource.After));
        if (isNamed || resource.OwnAddress is not { } address) return new(type, resource.Name, UnifiedDiff.Of(before, after));
        return new(type, resource.SharedName, UnifiedDiff.Of(Shared(before), Shared(after)));

        string Shared(string json) => json
            .Replace($"\"{resource.Name}\"", $"\"{resource.SharedName}\"", StringComparison.Ordinal)
            .Replace($"\"address\": \"{address.Trim('[', ']')}\"", "\"address\": \"*\"", StringComparison.Ordinal);
    }

    private static string Json(PackedResource? resource)
    {
        if (resource is null) return "";
        if (resource.TypeUrl == TypeUrls.Secret) return "(its content is not shown)";
        var message = JsonNode.Parse(EnvoyTypes.ToJson(resource.UnpackAny()))!.AsObject();
        message.Remove("@type"); // told beside it
        return message.ToJsonString(Indented);
    }
}
