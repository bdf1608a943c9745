using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads the <c>conf</c> of a Datadog backend.</summary>
internal static class DatadogReader
{
    public static DatadogCollector? Read(BackendConf conf, string name)
    {
        var address = conf.Decoding.Child("address").Text();
        var port = conf.Decoding.Child("port").Whole();
        var splitService = conf.Decoding.Child("splitService").Flag();
        if (!conf.IsDecoded("address", "port", ("splitService", "inbound and outbounds have one service name"))) return null;
        CheckAddress(conf.Field.Child("address"), address!);
        var checkedPort = Ports.Check(conf.Field.Child("port"), port!.Value);
        return new DatadogCollector(name, address!, checkedPort) { SplitService = splitService ?? false };
    }

    private static void CheckAddress(Field field, string address)
    {
        if (address.Length == 0) field.Error("cannot be empty");
        else if (HostRules.OfCollector(address) is { } violation) field.Error($"address {violation}: {HostRules.Advice(address)}");
        else if (HostRules.OddityOf(address) is { } oddity) field.Warning(FindingCodes.DoubtfulCollector, oddity);
    }
}
