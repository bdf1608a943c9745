using System.Collections.Immutable;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads one tracing backend; its <c>conf</c> is read by its type.</summary>
internal static class BackendReader
{
    public static readonly ImmutableArray<BackendType> Types =
    [
        new("zipkin", ZipkinReader.Read), new("datadog", DatadogReader.Read), new("opentelemetry", OpenTelemetryReader.Read),
        new("external", ExternalReader.Read),
    ];

    /// <summary>Null when it cannot be one; the reasons are among the findings then.</summary>
    public static TracingBackend? Read(Field field)
    {
        if (!field.IsMapping()) return null;
        if (OldForms.IsNamedByItsType(field)) return null;
        field.WarnOfUnknown("name", "type", ("sampling", "100 % is in force"), "conf");
        var name = field.Child("name").Text();
        if (name is not null && ValueRules.OfRequired(name) is { } violation) field.Child("name").Error(violation);
        var sampling = Sampling(field.Child("sampling"));
        var conf = BackendConf.Of(field.Child("conf"));
        return Type(field.Child("type"))?.Read(conf, name ?? "") is { } collector ? new TracingBackend(collector, sampling) : null;
    }

    private static BackendType? Type(Field field)
    {
        if (field.Text() is not { } name) return null;
        var type = Types.FirstOrDefault(known => known.Name == name);
        if (type is null)
            field.Error($"unknown backend type. Available backends: {string.Join(", ", Types.Select(known => $"\"{known.Name}\""))}");
        return type;
    }

    public static double? Sampling(Field field)
    {
        var sampling = field.Number();
        if (sampling is { } percent && !(percent >= 0 && percent <= 100)) field.Error("has to be in [0.0 - 100.0] range");
        return sampling;
    }
}
