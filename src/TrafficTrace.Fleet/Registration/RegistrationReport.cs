using Microsoft.Extensions.Logging;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Fleet.Registration;

/// <summary>Tells who registered himself, who is gone, and who stays although he is.</summary>
internal static class RegistrationReport
{
    public static void Say(ILogger log, RegistryNews news, Registry registry)
    {
        Some.Say(news.Arrived, key => log.Registered(NodeOf(key)), log.MoreRegistered);
        Some.Say(news.Removed, key => log.Deregistered(NodeOf(key)), log.MoreDeregistered);
        foreach (var (mesh, lost) in news.Losses)
            log.LostContact(mesh, lost, registry.Counts.First(counts => counts.Mesh == mesh).Registered);
        foreach (var mesh in news.Over) log.ContactAgain(mesh);
    }

    private static string NodeOf(ResourceKey key) => NodeName.Id(key.Mesh, key.Name);
}
