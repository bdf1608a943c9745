using System.Diagnostics;
using System.Globalization;
using Grpc.Net.Client;
using TrafficTrace.FunctionalTests.Clients;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>The executable itself, and a folder into which somebody puts what no control plane can read.</summary>
[Platform(Include = "Linux")]
internal sealed class HostileFilesTests
{
    private const long MaxResident = 400 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private string _folder = "";

    [SetUp]
    public void Create() => _folder = Directory.CreateTempSubdirectory("traffictrace-").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [TestCase("mkfifo x.yaml", "it is a named pipe")]
    [TestCase("mkfifo x.pipe; ln -s x.pipe x.yaml", "it is a named pipe")]
    [TestCase("ln -s /dev/zero x.yaml", "it is a device")]
    [TestCase("truncate -s 3G x.yaml", "it is longer than 16 MiB")]
    [TestCase("yes '# some words of a comment' | head -c 500000000 > .x; mv .x x.yaml", "it is longer than 16 MiB")]
    public async Task What_cannot_be_read_holds_nothing_else_up(string command, string told)
    {
        foreach (var (name, yaml) in Documents.All) Write(name, yaml!);
        using var process = Start();
        var ready = await LineAsync(process, "Ready:");
        using var channel = GrpcChannel.ForAddress(ready.Split(',')[0].Split(' ')[^1]);
        using var web = await EnvoyDouble.ConnectAsync(channel, "default.web-1", delta: false, rtds: true);
        await web.UntilAsync(envoy => envoy.RuntimeSampling == 1000);

        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", command]) { WorkingDirectory = _folder })!;
        await shell.WaitForExitAsync().WaitAsync(Patience);
        Assert.That(await LineAsync(process, "x.yaml: cannot be read"), Does.Contain(told));
        Write("mesh", Documents.Mesh(sampling: "50"));
        await web.UntilAsync(envoy => envoy.RuntimeSampling == 5000);

        Assert.That(PeakKilobytes(process), Is.LessThan(MaxResident));
        process.Kill();
    }

    private Process Start() => Process.Start(new ProcessStartInfo(
        "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "traffictrace-cp.dll"), "--xds-port", "0", "--api-port", "0", "--resources", _folder])
    {
        RedirectStandardOutput = true,
    })!;

    private void Write(string name, string yaml)
    {
        var aside = Path.Combine(_folder, $".{name}");
        File.WriteAllText(aside, yaml);
        File.Move(aside, Path.Combine(_folder, $"{name}.yaml"), overwrite: true);
    }

    private static async Task<string> LineAsync(Process process, string part)
    {
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.Contains(part, StringComparison.Ordinal)) return line;
        }

        throw new EndOfStreamException($"the process ended before it said {part}");
    }

    private static long PeakKilobytes(Process process)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(':', 'k')[1].Trim(), CultureInfo.InvariantCulture);
    }
}
