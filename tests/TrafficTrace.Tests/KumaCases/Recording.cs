using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Tests.Translation;

namespace TrafficTrace.Tests.KumaCases;

/// <summary>What a Kuma 2.9.13 answered one proxy after these resources were put, one after the other.</summary>
public sealed record Recording(string Name)
{
    public static IEnumerable<Recording> All() =>
        Directory.EnumerateFiles(Folder(), "*.json").Order(StringComparer.Ordinal)
            .Select(file => new Recording(Path.GetFileNameWithoutExtension(file)));

    public JsonObject Load() => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder(), Name + ".json")))!.AsObject();

    /// <summary>What is put later is newer, and an update keeps the time of creation.</summary>
    public static StoreSnapshot Replay(JsonObject recording)
    {
        var store = new ResourceStore();
        var created = new Dictionary<ResourceKey, DateTimeOffset>();
        foreach (var document in recording["resources"]!.AsArray())
        {
            foreach (var resource in Documents.Read(document!.ToJsonString()).Resources)
            {
                created.TryAdd(resource.Key, DateTimeOffset.UnixEpoch.AddSeconds(created.Count));
                store.Apply(Origin.Api, PlacedResource.Nowhere([resource with { CreationTime = created[resource.Key] }]), []);
            }
        }

        return store.Current;
    }

    public override string ToString() => Name;

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "cases");
}
