using System.Globalization;
using System.Net;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Storage;

/// <summary>What a file of SQLite can suffer: each is said, and nothing is acknowledged that is not there.</summary>
[Platform(Include = "Linux")]
internal sealed class StoreFaultTests
{
    // A disk of its own, in a namespace of mounts of its own, which goes with the process.
    private const string SmallDisk = "mount -t tmpfs -o size=600k none \"$0\" && echo namespace && exec \"$@\"";
    private const string ReadOnlyDisk = "mount -t tmpfs -o ro none \"$0\" && echo namespace && exec \"$@\"";

    [Test]
    public async Task A_second_process_on_a_file_refuses_to_start()
    {
        using var folder = new StoreFolder();
        await using var first = ControlPlaneProcess.Start([.. ControlPlaneProcess.FreePorts, "--store", folder.Address]);
        await first.ReadyAsync();
        await using var second = ControlPlaneProcess.Start([.. ControlPlaneProcess.FreePorts, "--store", folder.Address]);
        var code = await second.EndAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(2));
            Assert.That(await second.ErrorsAsync(), Does.Contain($"--store: {folder.Address} is in use by another process"));
        }
    }

    [Test]
    public async Task On_a_full_disk_writes_are_refused_and_what_was_answered_is_there()
    {
        using var folder = new StoreFolder();
        await using var process = await StartOnAsync(SmallDisk, folder);
        await process.ReadyAsync();
        using var api = new HttpClient { BaseAddress = new Uri(process.ApiAddress) };
        var answered = 0;
        HttpResponseMessage answer;
        while ((answer = await PutAsync(api, answered)).IsSuccessStatusCode) Assert.That(++answered, Is.LessThan(1000));
        var dataplanes = await api.GetStringAsync(new Uri("/dataplanes?size=1", UriKind.Relative));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answered, Is.GreaterThan(2));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That(answer.Headers.RetryAfter, Is.Not.Null);
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("disk"));
            Assert.That(dataplanes, Does.Contain($"\"total\": {answered.ToString(CultureInfo.InvariantCulture)}"), "no more and no less");
            Assert.That((await api.GetAsync(new Uri("/ready", UriKind.Relative))).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [Test]
    public async Task On_a_disk_that_can_only_be_read_it_refuses_to_start()
    {
        using var folder = new StoreFolder();
        await using var process = await StartOnAsync(ReadOnlyDisk, folder);
        var code = await process.EndAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(2));
            Assert.That(await process.ErrorsAsync(), Does.Contain($"--store: {folder.Address}").And.Contain("ead-only file system"));
        }
    }

    private static async Task<ControlPlaneProcess> StartOnAsync(string disk, StoreFolder folder)
    {
        var process = ControlPlaneProcess.StartUnder(
            ["unshare", "-Urm", "bash", "-c", disk, folder.Path],
            [.. ControlPlaneProcess.FreePorts, "--store", folder.Address]);
        if (await process.NextAsync() == "namespace") return process;
        await process.DisposeAsync();
        const string Reason = "this machine allows no namespaces of users and mounts (unshare -Urm)";
        throw Environment.GetEnvironmentVariable("CI") == "true" ? new AssertionException(Reason) : new IgnoreException(Reason);
    }

    private static Task<HttpResponseMessage> PutAsync(HttpClient api, int number)
    {
        var tags = string.Join(", ", Enumerable.Range(0, 300).Select(tag => $"\"tag-{tag}\": \"a-value-of-some-length-{tag}\""));
        var inbound = $$"""{ "port": 1, "servicePort": 2, "tags": { "kuma.io/service": "s", {{tags}} } }""";
        var networking = $$"""{ "address": "127.0.0.1", "inbound": [{{inbound}}] }""";
        var text = $$"""{ "type": "Dataplane", "mesh": "default", "name": "d{{number}}", "networking": {{networking}} }""";
        return api.PutAsync(
            new Uri($"/meshes/default/dataplanes/d{number}", UriKind.Relative), new StringContent(text, null, "application/json"));
    }
}
