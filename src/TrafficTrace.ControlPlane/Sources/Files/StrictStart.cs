using System.Runtime.CompilerServices;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>
/// Files that must be without fault when the process starts. There is no last good version to fall back on yet: leaving the
/// faulty file out would take from proxies what they had before a restart. Whoever prefers that to no start at all says so.
/// </summary>
internal sealed class StrictStart(ResourceFiles files, ControlPlaneOptions options, StartRefusal refusal) : IResourceSource
{
    public Origin Origin => Origin.File;

    public async IAsyncEnumerable<ResourceChanges> ReadAsync([EnumeratorCancellation] CancellationToken token)
    {
        var started = options.StartWithSoundFiles;
        await foreach (var changes in files.ReadAsync(token))
        {
            var broken = started ? [] : files.Current.Files.Values.Where(file => file.IsBroken).ToArray();
            if (broken.Length > 0)
            {
                refusal.Refuse([.. broken.SelectMany(Faults), WayOut(broken.Length, files.Current.Files.Count)]);
                yield break;
            }

            started = true;
            yield return changes;
        }
    }

    private static IEnumerable<Problem> Faults(FileState file)
    {
        foreach (var fault in file.Errors) yield return new(Setting.Resources.Option, fault.ToString());
        if (file.ErrorCount > file.Errors.Length)
        {
            yield return new(
                Setting.Resources.Option, $"{file.Path}: {file.ErrorCount - file.Errors.Length} more errors, which are not shown");
        }
    }

    private static Problem WayOut(int broken, int all) => new(
        "",
        $"broken files: {broken} of {all}. Mend them, or start with what is sound and leave the rest out until it is mended: "
        + $"{Setting.StartWithSoundFiles.Option} (proxies lose what they had from the rest)");
}
