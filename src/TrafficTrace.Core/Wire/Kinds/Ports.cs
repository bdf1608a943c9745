using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads ports: 1 to 65535.</summary>
internal static class Ports
{
    /// <summary>0, and an error, when absent or out of range.</summary>
    public static int Required(Field field) => field.Whole() is { } port ? Check(field, port) : 0;

    /// <summary>0 when absent.</summary>
    public static int Optional(Field field) => field.Whole() is { } port && port != 0 ? Check(field, port) : 0;

    public static int Check(Field field, decimal port)
    {
        if (port is >= 1 and <= AddressRules.MaxPort) return (int)port;
        field.Error(AddressRules.Port);
        return 0;
    }
}
