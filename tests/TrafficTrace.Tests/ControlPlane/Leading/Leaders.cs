using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using TrafficTrace.ControlPlane.Leading;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Tests.ControlPlane.Leading;

/// <summary>Of processes that a test does not start.</summary>
internal static class Leaders
{
    /// <summary>Of a process that shares nothing.</summary>
    public static Leadership Only => Of(new UnsharedLeases(), new FirstLoad());

    /// <summary>Of one that shares its store, and has not asked who leads.</summary>
    public static Leadership Follower => Of(new FakeLeases(TimeProvider.System), new FirstLoad());

    /// <summary>Who asks after the first load.</summary>
    public static Leadership Of(ILeases leases, FirstLoad firstLoad) => new(
        leases,
        "only",
        firstLoad,
        new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance),
        TimeProvider.System,
        NullLogger<Leadership>.Instance);
}
