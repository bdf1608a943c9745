using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using TrafficTrace.Load.Http2;
using TrafficTrace.Load.Proxies;

namespace TrafficTrace.Load.Servers;

/// <summary>A server under load: a process that this tool starts, changes and stops.</summary>
internal abstract class Server : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(20);

    private readonly int _httpPort = FreePort();
    private Process? _process;

    protected Server()
    {
        Http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{_httpPort}"), Timeout = StartLimit };
    }

    public abstract string Name { get; }

    public IPEndPoint Xds { get; } = new(IPAddress.Loopback, FreePort());

    /// <summary>Pattern of the node ids that the server knows, <c>{0}</c> standing for the number.</summary>
    public virtual string Node => FleetOptions.DefaultNode;

    /// <summary>When the server had read the last change, by its own account; null when it says nothing of it.</summary>
    public virtual DateTime? ChangeRead => null;

    /// <summary>What <see cref="Change.Sampling"/> set last, in hundredths of a percent; null when that is not known.</summary>
    public virtual int? Sampling => null;

    /// <summary>From the start of the process until it served.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>Its API; null when it has none.</summary>
    public virtual HttpClient? Api => null;

    /// <summary>How its proxies come.</summary>
    public virtual Access Access => Access.Plain;

    protected HttpClient Http { get; }

    protected abstract string ReadyPath { get; }

    public Usage Usage => Usage.Of(_process!.Id);

    public void Start()
    {
        var start = Stopwatch.GetTimestamp();
        var command = Command(Xds.Port, _httpPort);
        command.RedirectStandardOutput = true;
        _process = Process.Start(command) ?? throw new InvalidOperationException($"{Name} could not be started");
        _process.OutputDataReceived += (_, output) => Said(output.Data ?? "");
        _process.BeginOutputReadLine();
        while (!Ready())
        {
            if (Stopwatch.GetElapsedTime(start) > StartLimit) throw new TimeoutException($"{Name} does not serve after {StartLimit}");
            if (_process.WaitForExit(AskAgain))
                throw new InvalidOperationException($"{Name} ended with code {_process.ExitCode} before it served");
        }

        StartTime = Stopwatch.GetElapsedTime(start);
    }

    public void Stop()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    public abstract bool Can(Change change, bool rtds);

    /// <summary>Makes a change. Returns at once, or the wait would be part of what is measured.</summary>
    public abstract void Make(Change change, bool rtds);

    public void Dispose()
    {
        Stop();
        Http.Dispose();
    }

    protected abstract ProcessStartInfo Command(int xdsPort, int httpPort);

    /// <summary>A line of the server's output.</summary>
    protected virtual void Said(string line)
    {
    }

    protected void Put(string path, string body = "") =>
        _ = Task.Run(async () => (await Http.PutAsync(new Uri(path, UriKind.Relative), new StringContent(body))).EnsureSuccessStatusCode());

    private bool Ready()
    {
        try
        {
            using var answer = Http.Send(new HttpRequestMessage(HttpMethod.Get, ReadyPath));
            return answer.IsSuccessStatusCode || ReadyPath.Length == 0;
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException)
        {
            // A SocketException comes from a connection that is gone at once.
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
