using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Reports;

/// <summary>Secrets that a collector needs and that are not there.</summary>
public static class MissingSecrets
{
    /// <summary>Their names; none where nobody has looked for secrets, as with files alone.</summary>
    public static IEnumerable<string> Of(Collector? collector, MeshSnapshot mesh) =>
        collector is null || mesh.Secrets is not { } known ? [] : collector.Secrets.Where(name => !known.ContainsKey(name));

    /// <summary>What is missing, what that means, and where it is to be put.</summary>
    public static string Remedy(string mesh, string secret) =>
        $"secret {GoQuoted.Text(secret)}, which is not there: its proxies export no spans until it is. Write it into the file "
            + $"DIR/{mesh}/{secret} of the folder that traffictrace-cp has with --secrets DIR";
}
