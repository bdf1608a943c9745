using System.Diagnostics;
using Grpc.Net.Client;
using TrafficTrace.FunctionalTests.Clients;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>The executable itself, and a folder into which somebody puts what no control plane can read.</summary>
[Platform(Include = "Linux")]
internal sealed class HostileFilesTests
{
    [TestCase("mkfifo x.yaml", "it is a named pipe")]
    [TestCase("mkfifo x.pipe; ln -s x.pipe x.yaml", "it is a named pipe")]
    [TestCase("ln -s /dev/zero x.yaml", "it is a device")]
    [TestCase("truncate -s 3G x.yaml", "it is longer than 16 MiB")]
    [TestCase("yes '# some words of a comment' | head -c 500000000 > .x; mv .x x.yaml", "it is longer than 16 MiB")]
    public async Task What_cannot_be_read_holds_nothing_else_up(string command, string told)
    {
        using var folder = ResourceFolder.WithAll();
        await using var process = ControlPlaneProcess.Start([.. ControlPlaneProcess.FreePorts, "--resources", folder.Path]);
        await process.ReadyAsync();
        using var channel = GrpcChannel.ForAddress(process.XdsAddress);
        using var web = await EnvoyDouble.ConnectAsync(channel, "default.web-1", delta: false, rtds: true);
        await web.UntilAsync(envoy => envoy.RuntimeSampling == 1000);

        await RunAsync(command, folder.Path);
        Assert.That(await process.LineAsync("x.yaml: cannot be read"), Does.Contain(told));
        folder.Write("mesh", Documents.Mesh(sampling: "50"));
        await web.UntilAsync(envoy => envoy.RuntimeSampling == 5000);

        Assert.That(process.PeakResident, Is.LessThan(ControlPlaneProcess.MaxResident));
    }

    private static async Task RunAsync(string command, string folder)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", command]) { WorkingDirectory = folder })!;
        try
        {
            await shell.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        }
        finally
        {
            shell.Kill(entireProcessTree: true);
        }
    }
}
