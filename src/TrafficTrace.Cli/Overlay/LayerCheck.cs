using System.Text.Json.Nodes;
using TrafficTrace.Cli.Output;

namespace TrafficTrace.Cli.Overlay;

/// <summary>Says what keeps the runtime layer of an overlay from counting; nothing where it does.</summary>
internal static class LayerCheck
{
    private static readonly string[] Keys = ["tracing.global_enabled", "tracing.random_sampling"];

    /// <param name="dump">The configuration.</param>
    /// <param name="runtime">What the admin port answers to <c>/runtime</c>; null where nobody asked it.</param>
    public static IEnumerable<string> Of(ConfigDump dump, JsonNode? runtime)
    {
        JsonNode?[] layers = [.. dump.RuntimeLayers];
        var ours = Array.FindIndex(layers, layer => layer.Text("rtds_layer", "name") == OverlayParts.Layer);
        if (ours < 0)
            yield return $"no runtime layer asks for \"{OverlayParts.Layer}\": add what traffictrace generate overlay prints, and restart";
        foreach (var later in ours < 0 ? [] : layers[(ours + 1)..])
        {
            if (Wins(later) is { } reason) yield return $"layer \"{later.Text("name")}\" comes after it and {reason}";
        }

        foreach (var set in AdminOverrides(runtime)) yield return set;
    }

    private static string? Wins(JsonNode? layer)
    {
        var values = layer.At("static_layer");
        var set = Keys.FirstOrDefault(key => values.At(key) is not null || values.At(key.Split('.')) is not null);
        if (set is not null) return $"sets {set}: put it before, or take the key out";
        if (layer.At("rtds_layer") is not null) return $"may win, by its resource \"{layer.Text("rtds_layer", "name")}\": put it before";
        return layer.At("disk_layer") is not null ? "may win, by its files: put it before" : null;
    }

    private static IEnumerable<string> AdminOverrides(JsonNode? runtime)
    {
        string[] layers = [.. runtime.Items("layers").Select(layer => layer.Text())];
        var admin = Array.IndexOf(layers, "admin");
        foreach (var key in admin < 0 ? [] : Keys)
        {
            var value = runtime.At("entries", key).Items("layer_values").ElementAtOrDefault(admin).Text();
            if (value.Length > 0)
                yield return $"an admin override is set, {key}={value}: take it back by POST /runtime_modify?{key}= at the admin port";
        }
    }
}
