using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using TrafficTrace.ControlPlane.Sources.Files;
using TrafficTrace.ControlPlane.Sources.Secrets;
using TrafficTrace.Core.Store;
using TrafficTrace.Tests.Files;

namespace TrafficTrace.Tests.Secrets;

/// <summary>The loop that brings a folder of secrets into the store.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SecretFilesTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TempFolder _folder = new();
    private readonly WatchedDisk _disk = new();
    private readonly ResourceStore _store = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow.AddHours(1));
    private readonly FakeLogger<SecretFiles> _log = new();

    public void Dispose()
    {
        _disk.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task Secrets_are_there_when_it_has_started_and_follow_their_files_and_the_log_shows_no_value()
    {
        Write("value-1");
        using var files = new SecretFiles(_folder.Path, _disk, _store, _time, _log);
        await files.StartAsync(CancellationToken.None);
        Assert.That(Value(), Is.EqualTo("value-1"));

        Write("value-22");
        await UntilAsync(() => Value() == "value-22");
        Write("value-333\n-");
        await UntilAsync(() => !files.Current.Problems.IsEmpty);
        File.Delete(_folder["default/token"]);
        await UntilAsync(() => Value() is null);
        await files.StopAsync(CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            var lines = _log.Collector.GetSnapshot().Select(line => line.Message).ToArray();
            Assert.That(lines[0], Is.EqualTo("secret default/token is there"));
            Assert.That(lines[1], Is.EqualTo("secret default/token has another value"));
            Assert.That(lines[2], Does.Contain("control character"));
            Assert.That(lines, Has.Some.EqualTo("secret default/token is gone"));
            Assert.That(lines, Has.None.Contain("value-"));
            Assert.That(_disk.WatchesOpen, Is.Zero);
        }
    }

    [Test]
    public async Task Without_a_folder_it_is_known_that_there_are_none()
    {
        using var files = new SecretFiles(null, _disk, _store, _time, _log);
        await files.StartAsync(CancellationToken.None);
        Assert.That(_store.Current.Secrets, Is.SameAs(SecretValues.None));
    }

    private void Write(string text)
    {
        Directory.CreateDirectory(_folder["default"]);
        File.WriteAllText(_folder["default/token"], text);
    }

    private string? Value() => _store.Current.Secrets?.Of("default").GetValueOrDefault("token")?.Reveal();

    private async Task UntilAsync(Func<bool> reached)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!reached())
        {
            patience.Token.ThrowIfCancellationRequested();
            _time.Advance(FileRest.Quiet);
            await Task.Yield();
        }
    }
}
