using System.Runtime.CompilerServices;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>
/// Files that must be without fault when the process starts. There is no last good version to fall back on yet: leaving the
/// faulty file out would take from proxies what they had before a restart.
/// </summary>
internal sealed class StrictStart(ResourceFiles files, StartRefusal refusal) : IResourceSource
{
    public async IAsyncEnumerable<ResourceChanges> ReadAsync([EnumeratorCancellation] CancellationToken token)
    {
        var started = false;
        await foreach (var changes in files.ReadAsync(token))
        {
            var faults = started ? [] : files.Current.Files.Values.SelectMany(file => file.Errors).ToArray();
            if (faults.Length > 0)
            {
                refusal.Refuse(faults.Select(fault => new Problem(Setting.Resources.Option, fault.ToString())));
                yield break;
            }

            started = true;
            yield return changes;
        }
    }
}
