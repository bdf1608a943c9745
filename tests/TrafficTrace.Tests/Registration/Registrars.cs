using Microsoft.Extensions.Logging.Abstractions;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Core.Wire;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Fleet.Registration;
using TrafficTrace.Fleet.Status;

namespace TrafficTrace.Tests.Registration;

/// <summary>What tests of registration begin with.</summary>
internal static class Registrars
{
    /// <summary>For streams that bring nothing.</summary>
    public static BroughtDataplanes Unused(FleetStatus status)
    {
        var registrar = new Registrar(
            new MemoryRegistrations(), "this", status, TimeProvider.System, NullLogger<Registrar>.Instance);
        return new(registrar, new(ReaderOptions.Default, true), TimeProvider.System, NullLogger<BroughtDataplanes>.Instance);
    }

    /// <summary>As a proxy says it: told apart by the port.</summary>
    public static string Text(string name, int port = 8080, string mesh = "default") => $$$"""
        {"type":"Dataplane","mesh":"{{{mesh}}}","name":"{{{name}}}","networking":{"address":"127.0.0.1",
         "inbound":[{"port":{{{port}}},"servicePort":9090,"tags":{"kuma.io/service":"{{{name}}}"}}]}}
        """;

    public static Dataplane Dataplane(string name, int port = 8080, string mesh = "default") =>
        (Dataplane)ResourceReader.Read(Text(name, port, mesh), null, ReaderOptions.Default).Resources.Single();

    public static ResourceKey Key(string name, string mesh = "default") => new(ResourceKind.Dataplane, mesh, name);
}
