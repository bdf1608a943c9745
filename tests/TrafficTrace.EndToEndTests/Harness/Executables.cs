namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>
/// Our programs, as the build put them beside the tests; in place of that control plane stands the one that <c>CONTROL_PLANE_DLL</c> names.
/// </summary>
internal static class Executables
{
    public static readonly string ControlPlane =
        Environment.GetEnvironmentVariable("CONTROL_PLANE_DLL") ?? Path.Combine(AppContext.BaseDirectory, "traffictrace-cp.dll");
    public static readonly string CommandLine = Path.Combine(AppContext.BaseDirectory, "traffictrace.dll");
    public static readonly string XdsHost = Path.Combine(AppContext.BaseDirectory, "XdsHost.dll");
    public static readonly string XdsClient = Path.Combine(AppContext.BaseDirectory, "TrafficTrace.XdsClients.dll");
}
