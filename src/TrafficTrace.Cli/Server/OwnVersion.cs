using System.Reflection;

namespace TrafficTrace.Cli.Server;

/// <summary>The version of this tool.</summary>
internal static class OwnVersion
{
    public static string Text { get; } =
        typeof(OwnVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
