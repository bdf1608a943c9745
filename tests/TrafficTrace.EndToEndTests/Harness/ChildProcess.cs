using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>A process of a test, with all that it wrote. Disposing kills it if it still runs.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int Terminate = 15;

    private readonly Process _process;
    private readonly StringBuilder _log = new();
    private readonly string _name;

    private ChildProcess(string name, Process process) => (_name, _process) = (name, process);

    public bool HasExited => _process.HasExited;

    public string Log
    {
        get { lock (_log) return _log.ToString(); }
    }

    public static async Task<ChildProcess> StartAsync(
        string name, string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>()) start.Environment[key] = value;
        var child = new ChildProcess(name, new Process { StartInfo = start });
        child._process.OutputDataReceived += (_, line) => child.Keep(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        await ParentThread.StartAsync(() => child._process.Start());
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Waits until it answers; fails with its log when it ends before, or never does.</summary>
    public async Task<TimeSpan> AnswersAsync(Func<Task<bool>> answers, TimeSpan within)
    {
        try
        {
            return await Eventually.TrueAsync(
                async () => HasExited ? throw new AssertionException($"{_name} ended with {_process.ExitCode}") : await answers(),
                within,
                $"{_name} answers");
        }
        catch (AssertionException)
        {
            await WriteLogAsync();
            throw;
        }
    }

    public Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        return _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as an orderly stop is asked for; the exit code.</summary>
    public async Task<int> StopAsync(TimeSpan within)
    {
        if (!_process.HasExited) _ = Signal(_process.Id, Terminate);
        using var limit = new CancellationTokenSource(within);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public Task WriteLogAsync() => TestContext.Progress.WriteLineAsync($"--- {_name}, the end of its log:\n{Tail(Log, 6_000)}");

    public async ValueTask DisposeAsync()
    {
        if (TestContext.CurrentContext.Result.Outcome.Status == NUnit.Framework.Interfaces.TestStatus.Failed) await WriteLogAsync();
        await KillAsync();
        _process.Dispose();
    }

    private static string Tail(string text, int characters) => text.Length <= characters ? text : text[^characters..];

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_log) _log.AppendLine(line);
    }

    // .NET can only kill; there is no other way to ask a process to stop.
    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int pid, int signal);
}
