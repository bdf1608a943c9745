using System.Diagnostics;
using System.Globalization;
using System.Text;
using Grpc.Net.Client;
using TrafficTrace.FunctionalTests.Clients;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>
/// The executable itself, and beside a sound folder the worst file of each kind that is short enough to be read: what such a file may
/// cost, and how long another one has to wait for it. Alone, since it looks at time.
/// </summary>
[Platform(Include = "Linux")]
[Category("Long")]
[NonParallelizable]
internal sealed class HugeFilesTests
{
    private const int Length = 16_000_000;
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(3);

    private static readonly Dictionary<string, Func<string>> Huge = new()
    {
        ["a list of values without end"] = () => $"[{Times("a,", Length / 2)}a]",
        ["as many errors as values"] = () => $"[{Times("1,", 990_000)}1]",
        ["as many errors as inbounds"] = () => $"{Dataplane}[{Times("0,", 900_000)}0]}}\n",
        ["as many documents as errors"] = () => Times("---\na: 1\n", Length / 9),
        ["as many warnings as fields"] = () => $"type: Mesh\nname: m\n{Numbered(number => $"k{number}: 1\n", 490_000)}",
        ["as many repeated keys as fields"] = () => $"{{{Times("a: 1, ", 490_000)}a: 1}}",
        ["as many tags as fit"] = () =>
            $"{Dataplane}[{{port: 1, tags: {{kuma.io/service: a{Numbered(number => $", t{number}: v", 480_000)}}}}}]}}\n",
        ["as many selectors as fit"] = () => $"type: TrafficTrace\nmesh: m\nname: t\nselectors: [{Times("{match: {a: b}},", 190_000)}]\n",
        ["as many sound proxies as fit"] = () => Numbered(Sound, 50_000),
        ["aliases of aliases"] = () => "type: Mesh\nname: m\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
            + $"{Numbered(number => $"a{number + 1}: &a{number + 1} [{Times($"*a{number},", 10)}]\n", 5)}",
        ["a long value and many aliases of it"] = () =>
            $"type: Mesh\nname: m\nx: &a \"{Times("y", 1_000_000)}\"\nl: [{Times("*a,", 3000)}]\n",
        ["a value as long as a file may be"] = () => $"type: Mesh\nname: \"{Times("\\x01", Length / 4)}\"\n",
    };

    private static string Dataplane => "type: Dataplane\nmesh: m\nname: d\nnetworking: {address: 10.0.0.1, inbound: ";

    [TestCaseSource(nameof(Kinds))]
    public async Task Nothing_in_a_file_holds_the_others_up(string kind)
    {
        using var folder = ResourceFolder.WithAll();
        await using var process = ControlPlaneProcess.Start([.. ControlPlaneProcess.FreePorts, "--resources", folder.Path]);
        await process.ReadyAsync();
        using var channel = GrpcChannel.ForAddress(process.XdsAddress);
        using var web = await EnvoyDouble.ConnectAsync(channel, "default.web-1", delta: false, rtds: true);
        await web.UntilAsync(envoy => envoy.RuntimeSampling == 1000);

        var told = process.LineAsync("huge.yaml", within: TimeSpan.FromMinutes(2));
        folder.Write("huge", Huge[kind]());
        var longest = TimeSpan.Zero;
        for (uint change = 1, after = 0; after < 3; change++)
        {
            if (told.IsCompleted)
            {
                await told; // fails when the file was never told of
                after++;
            }

            var since = Stopwatch.StartNew();
            folder.Write("mesh", Documents.Mesh(sampling: (10 + change % 90).ToString(CultureInfo.InvariantCulture)));
            await web.UntilAsync(envoy => envoy.RuntimeSampling == (10 + change % 90) * 100);
            longest = longest > since.Elapsed ? longest : since.Elapsed;
        }

        var peak = process.PeakResident;
        await TestContext.Out.WriteLineAsync($"{peak} MiB, {longest.TotalMilliseconds} ms");
        Assert.That(longest, Is.LessThan(Delay));
        Assert.That(peak, Is.LessThan(ControlPlaneProcess.MaxResident));
    }

    private static string[] Kinds() => [.. Huge.Keys];

    private static string Times(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    private static string Numbered(Func<int, string> text, int count) => string.Concat(Enumerable.Range(0, count).Select(text));

    private static string Sound(int number) => $$"""
        ---
        type: Dataplane
        mesh: default
        name: sound-{{number}}
        networking:
          address: 10.{{number >> 16}}.{{(number >> 8) & 255}}.{{number & 255}}
          inbound:
          - port: 8080
            servicePort: 8081
            tags: {kuma.io/service: service-{{number % 100}}, kuma.io/protocol: http}
          outbound:
          - port: 9000
            tags: {kuma.io/service: service-{{(number + 1) % 100}}}

        """;
}
