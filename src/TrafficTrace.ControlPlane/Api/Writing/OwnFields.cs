using TrafficTrace.Core.Resources;

namespace TrafficTrace.ControlPlane.Api.Writing;

/// <summary>Fields that Kuma does not have. Where one is set, and its place is kept without it, it is lost.</summary>
internal static class OwnFields
{
    public static IEnumerable<string> Lost(Resource? before, Resource after) =>
        before is Mesh old && after is Mesh mesh ? Lost(old, mesh) : [];

    private static IEnumerable<string> Lost(Mesh before, Mesh after) =>
        from index in Enumerable.Range(0, after.Backends.Length)
        let backend = after.Backends[index]
        let old = before.Backends.FirstOrDefault(old => old.Name == backend.Name)
        where old is not null && HasTls(old) && backend.Collector is ZipkinCollector && !HasTls(backend)
        select $"tracing.backends[{index}].conf.tls";

    private static bool HasTls(TracingBackend backend) => backend.Collector is ZipkinCollector zipkin && zipkin.Tls != CollectorTls.Default;
}
