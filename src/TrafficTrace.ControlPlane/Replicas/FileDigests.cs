using System.Collections.Immutable;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Replicas;

/// <summary>
/// What files say of each mesh, as a text that is the same wherever they say the same, in whichever files. Of a mesh of which no file says
/// anything there is none. Pure.
/// </summary>
internal static class FileDigests
{
    private static readonly ConditionalWeakTable<Layers, ImmutableSortedDictionary<string, string>> Known = [];

    public static ImmutableSortedDictionary<string, string> Of(Layers layers) => Known.GetValue(layers, Made);

    private static ImmutableSortedDictionary<string, string> Made(Layers layers)
    {
        var sums = new Dictionary<string, ulong>(StringComparer.Ordinal); // the order of documents is no matter
        foreach (var (key, definitions) in layers.ByKey)
        {
            foreach (var definition in definitions.Where(one => one.Origin == Origin.File))
                sums[key.Mesh] = unchecked(sums.GetValueOrDefault(key.Mesh) + Digest($"{key} {ETags.Of(definition.Resource)}"));
        }

        return sums.ToImmutableSortedDictionary(
            sum => sum.Key, sum => sum.Value.ToString("x16", CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    private static ulong Digest(string text) => XxHash64.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()));
}
