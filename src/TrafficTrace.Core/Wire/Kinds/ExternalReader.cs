using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads an external backend. It has nothing to say in a <c>conf</c>: what stands there is warned of.</summary>
internal static class ExternalReader
{
    public static ExternalCollector? Read(BackendConf conf, string name) => conf.IsDecoded() ? new ExternalCollector(name) : null;
}
