using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace TrafficTrace.FunctionalTests.ControlPlane;

/// <summary>
/// The executable itself, as the build put it beside the tests or as <c>CONTROL_PLANE_DLL</c> names it, as a process of a test, with all
/// that it wrote. Disposing kills it if it still runs.
/// </summary>
internal sealed class ControlPlaneProcess : IAsyncDisposable
{
    /// <summary>MiB that a process may have had resident, whatever stands in its files.</summary>
    public const long MaxResident = 400;

    /// <summary>Options for ports that nobody else has.</summary>
    public static readonly string[] FreePorts = ["--xds-port", "0", "--api-port", "0"];

    private static readonly string Executable =
        Environment.GetEnvironmentVariable("CONTROL_PLANE_DLL") ?? Path.Combine(AppContext.BaseDirectory, "traffictrace-cp.dll");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Channel<string> _unread = Channel.CreateUnbounded<string>();
    private readonly List<string> _lines = [];
    private readonly Task _output;
    private readonly Task<string> _errors;
    private string _ready = "";

    private ControlPlaneProcess(Process process)
    {
        _process = process;
        _output = PumpAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>The lines of its output that were read so far.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>As a URL, once it is ready.</summary>
    public string XdsAddress => After("xDS on ");

    /// <summary>As a URL, once it is ready.</summary>
    public string ApiAddress => After("API on ");

    /// <summary>The most MiB that it ever had resident. Only Linux says so.</summary>
    public long PeakResident
    {
        get
        {
            var line = File.ReadLines($"/proc/{Id}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return long.Parse(line.Split(':', 'k')[1].Trim(), CultureInfo.InvariantCulture) / 1024;
        }
    }

    public static ControlPlaneProcess Start(string[] arguments, params (string Name, string Value)[] variables) =>
        StartUnder([], arguments, variables);

    /// <param name="command">Starts the words that follow it, in the same process.</param>
    /// <param name="arguments">Of the control plane.</param>
    /// <param name="variables">Of its environment.</param>
    public static ControlPlaneProcess StartUnder(
        string[] command, string[] arguments, params (string Name, string Value)[] variables)
    {
        string[] words = [.. command, "dotnet", Executable, .. arguments];
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return new ControlPlaneProcess(Process.Start(start)!);
    }

    /// <summary>Reads until it is ready; returns the line that says so. Fails with what was read when it ends before.</summary>
    public async Task<string> ReadyAsync() => _ready = await LineAsync("Ready:");

    /// <summary>
    /// Reads until a line has <paramref name="part"/> in it; returns that line. Fails with what was read when the output ends before,
    /// or when there is no such line <paramref name="within"/> that time, 60 s if left out.
    /// </summary>
    public async Task<string> LineAsync(string part, TimeSpan? within = null)
    {
        using var patience = new CancellationTokenSource(within ?? Patience);
        try
        {
            while (await NextAsync(patience.Token) is { } line)
            {
                if (line.Contains(part, StringComparison.Ordinal)) return line;
            }
        }
        catch (OperationCanceledException)
        {
            throw Silent(part, "runs, but did not say", "");
        }

        throw Silent(part, "ended before it said", await ErrorsAsync());
    }

    /// <summary>Reads the next line; null when the output is at its end.</summary>
    public async Task<string?> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await NextAsync(patience.Token);
    }

    /// <summary>Reads until it ends by itself; returns its exit code.</summary>
    public async Task<int> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await NextAsync(patience.Token) is not null)
        {
            // kept in the lines
        }

        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>All that it wrote to its standard error, once it has ended.</summary>
    public Task<string> ErrorsAsync() => _errors.WaitAsync(Patience);

    /// <summary>As <c>kill -9</c> does it; returns when it is gone.</summary>
    public Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        return _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await Task.WhenAll(_output, _errors);
        _process.Dispose();
    }

    private async Task PumpAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line) _unread.Writer.TryWrite(line);
        _unread.Writer.Complete();
    }

    private async Task<string?> NextAsync(CancellationToken token)
    {
        if (!await _unread.Reader.WaitToReadAsync(token)) return null;
        var line = await _unread.Reader.ReadAsync(token);
        _lines.Add(line);
        return line;
    }

    private string After(string words) => _ready.Split(words)[1].Split(',')[0];

    private AssertionException Silent(string part, string how, string errors) =>
        new($"the control plane {how} \"{part}\"; what it said:\n{string.Join('\n', _lines)}\n{errors}");
}
