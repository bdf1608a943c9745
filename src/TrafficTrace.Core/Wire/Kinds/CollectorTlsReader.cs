using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Fields;

namespace TrafficTrace.Core.Wire.Kinds;

/// <summary>Reads <c>conf.tls</c> of a backend, which is ours, not Kuma's.</summary>
internal static class CollectorTlsReader
{
    private static readonly KnownField[] Known =
    [
        ("verify", "the collector is verified"),
        ("caFile", $"{CollectorTls.Default.CaFile} is in force"),
        ("serverName", "the host of the collector is asked for"),
        "certFile",
        "keyFile",
    ];

    public static CollectorTls Read(Field field)
    {
        field.IsMapping();
        return new CollectorTls(
            field.Child("verify").Flag() ?? CollectorTls.Default.Verify, Said(field.Child("caFile")) ?? CollectorTls.Default.CaFile)
        {
            ServerName = Said(field.Child("serverName")),
            CertFile = Said(field.Child("certFile")),
            KeyFile = Said(field.Child("keyFile")),
        };
    }

    public static void Check(Field field, CollectorTls tls)
    {
        BackendConf.WarnOfUnused(field, Known);
        var caFile = field.Child("caFile");
        CheckFile(caFile, tls.CaFile);
        if (caFile.Exists && !tls.Verify) caFile.Warning(FindingCodes.NoEffect, "has no effect: verify is false");
        if (tls.ServerName is { } name && HostRules.OfCollector(name) is { } violation) field.Child("serverName").Error(violation);
        CheckPair(field.Child("certFile"), tls.CertFile, tls.KeyFile);
        CheckPair(field.Child("keyFile"), tls.KeyFile, tls.CertFile);
    }

    private static void CheckPair(Field field, string? path, string? other)
    {
        if (path is not null) CheckFile(field, path);
        else if (other is not null) field.Error("cannot be empty: certFile and keyFile belong together");
    }

    private static void CheckFile(Field field, string path)
    {
        if (FilePathRules.Of(path) is { } violation) field.Error(violation);
    }

    private static string? Said(Field field) => field.Text() is { Length: > 0 } text ? text : null;
}
