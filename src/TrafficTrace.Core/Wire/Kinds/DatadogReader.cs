using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads the <c>conf</c> of a Datadog backend. The address is not checked further: an IP or a host name, as in Kuma.</summary>
internal static class DatadogReader
{
    public static DatadogCollector? Read(BackendConf conf, string name)
    {
        var address = conf.Decoding.Child("address").Text();
        var port = conf.Decoding.Child("port").Whole();
        var splitService = conf.Decoding.Child("splitService").Flag();
        if (!conf.IsDecoded("address", "port", "splitService")) return null;
        if (address!.Length == 0) conf.Field.Child("address").Error("cannot be empty");
        return new DatadogCollector(name, address, Ports.Check(conf.Field.Child("port"), port!.Value)) { SplitService = splitService ?? false };
    }
}
