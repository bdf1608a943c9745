using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.ControlPlane.Serving;
using TrafficTrace.ControlPlane.Wiring;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>A loop of the host ends by a fault: the process must not look as if it had been asked to end.</summary>
internal sealed class LoopFaultsTests
{
    [Test]
    public async Task A_loop_that_ends_by_a_fault_ends_the_host_and_is_named()
    {
        var options = new ControlPlaneOptions { XdsPort = 0, ApiPort = 0 };
        await using var app = ControlPlaneApp.Build(options, new ConfigurationBuilder().Build(), TextWriter.Null, services =>
        {
            services.Replace(ServiceDescriptor.Singleton<IResourceSource, FaultySource>());
            services.AddLogging(logging => logging.ClearProviders());
        });
        var faults = new LoopFaults(app.Services);
        await app.RunAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.That(
            faults.Found.Select(fault => fault.ToString()),
            Is.EqualTo(
            [
                "ResourceFeed: ended by a fault of this program: DivideByZeroException: nothing to share; the log has the stack, report it "
                    + "with that",
            ]));
    }

    private sealed class FaultySource(IHostApplicationLifetime lifetime) : IResourceSource
    {
        public Origin Origin => Origin.File;

        public async IAsyncEnumerable<ResourceChanges> ReadAsync([EnumeratorCancellation] CancellationToken token)
        {
            yield return new([], []);
            await Task.Delay(Timeout.Infinite, lifetime.ApplicationStarted).ContinueWith(_ => { }, TaskScheduler.Default);
            throw new DivideByZeroException("nothing to share");
        }
    }
}
