using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.ControlPlane.Api.Writing;

/// <summary>The ETag of a resource: what it says and when it was created, nothing of the form in which it is shown.</summary>
internal static class ETags
{
    public static string Of(Resource resource)
    {
        var hash = new XxHash64(resource.CreationTime?.UtcTicks ?? 0);
        hash.Append(MemoryMarshal.AsBytes(resource.SpecJson.AsSpan()));
        return string.Create(CultureInfo.InvariantCulture, $"\"{hash.GetCurrentHashAsUInt64():x16}\"");
    }
}
