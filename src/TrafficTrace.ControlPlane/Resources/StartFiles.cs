using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire;

namespace TrafficTrace.ControlPlane.Resources;

/// <summary>Reads the files once, when the process starts.</summary>
internal sealed class StartFiles(ControlPlaneOptions options) : IResourceSource
{
    public async IAsyncEnumerable<ImmutableArray<Resource>> ReadAsync([EnumeratorCancellation] CancellationToken token)
    {
        var reading = new ReaderOptions(options.AcceptPlaintext);
        var resources = ImmutableArray.CreateBuilder<Resource>();
        foreach (var path in options.Resources.SelectMany(Files).Order(StringComparer.Ordinal))
            resources.AddRange(ResourceReader.Read(await File.ReadAllTextAsync(path, token), path, reading).Resources);
        yield return resources.ToImmutable();
        await Task.Delay(Timeout.Infinite, token);
    }

    private static IEnumerable<string> Files(string path) => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.yaml") : [path];
}
