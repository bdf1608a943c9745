using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Cli.Input;

/// <summary>What no file shows by itself: how the resources of all of them fit together.</summary>
internal sealed class FilesTogether(IReadOnlyCollection<FileContent> files)
{
    /// <summary>Each with its file and line.</summary>
    public IEnumerable<PlacedResource> All() => files.SelectMany(
        file => file.Content.Resources,
        (file, resource) => new PlacedResource(resource, new Place(file.Path, file.Content.Lines[resource.Key])));

    /// <summary>Resources that a second file defines as well. Within one file that is an error of the file.</summary>
    public IEnumerable<Finding> Errors()
    {
        var first = new Dictionary<ResourceKey, Place>();
        foreach (var (resource, place) in All())
        {
            if (!first.TryAdd(resource.Key, place!))
            {
                yield return new Finding(
                    place!.File,
                    place.Line,
                    resource.Key.ToString(),
                    "",
                    $"is in {first[resource.Key]} already: take it out of one of the two");
            }
        }
    }

    /// <summary>None while a document has an error: what it lacks may be just what the others would need.</summary>
    public IEnumerable<Finding> Warnings()
    {
        if (files.Any(file => !file.Content.Errors.IsEmpty)) yield break;
        var store = StoreSnapshot.Empty.With(Origin.File, All(), []);
        foreach (var (resource, place) in All())
        {
            foreach (var remark in CrossChecks.Of(store.Meshes[resource.Mesh], resource)) yield return remark.At(place);
        }
    }
}
