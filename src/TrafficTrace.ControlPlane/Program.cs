using System.CommandLine;
using TrafficTrace.ControlPlane;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.ControlPlane.Serving;
using TrafficTrace.ControlPlane.Sources.Files;
using TrafficTrace.ControlPlane.Tls;
using TrafficTrace.ControlPlane.Wiring;
using TrafficTrace.Core.Store;

const int Faulted = 1;
const int Refused = 2;

IConfiguration file;
try
{
    file = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(SettingSources.FileName), optional: true).Build();
}
catch (InvalidDataException unreadable)
{
    return Refuse([new Problem(SettingSources.FileName, unreadable.InnerException?.Message ?? unreadable.Message)]);
}

var commandLine = StartCommand.Create(RunAsync, WorkAsync).Parse(args);
if (commandLine.Errors.Count > 0) return await RunAsync(commandLine, CancellationToken.None);
// Signals are the host's affair.
return await commandLine.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

async Task<int> RunAsync(ParseResult parsed, CancellationToken token)
{
    var reader = new OptionsReader(new SettingSources(parsed, SettingSources.Environment(), file));
    var options = reader.Read();
    Problem[] problems = [.. reader.Problems, .. StartCommand.Problems(parsed)];
    if (problems.Length == 0) problems = [.. TlsStart.Problems(options, new Disk(), reader.KeyOf)];
    if (problems.Length > 0) return Refuse(problems);
    await using var app = ControlPlaneApp.Build(options, file, Console.Out);
    var refusal = app.Services.GetRequiredService<StartRefusal>();
    var sockets = app.Services.GetRequiredService<ListenSockets>();
    var faults = new LoopFaults(app.Services);
    try
    {
        await app.Services.GetRequiredService<OrderlyStop>().RunAsync(app, token);
    }
    catch (Exception) when (!sockets.Failures.IsEmpty)
    {
        return Refuse(sockets.Failures.Select(failure => new Problem(reader.KeyOf(failure.Port), failure.Reason)));
    }
    catch (OperationCanceledException)
    {
        // Told to stop, by a signal or one of its own loops, before it had started.
    }

    if (faults.Found is { IsEmpty: false } found) return End(Faulted, found);
    return refusal.Problems.IsEmpty ? 0 : Refuse(refusal.Problems);
}

async Task<int> WorkAsync(
    ParseResult parsed, Func<ControlPlaneOptions, CancellationToken, Task<StoreReport>> work, CancellationToken token)
{
    var reader = new OptionsReader(new SettingSources(parsed, SettingSources.Environment(), file));
    var options = reader.Read();
    if (reader.Problems.Count > 0) return Refuse(reader.Problems);
    if (options.Store.IsMemory) return Refuse([new(reader.KeyOf(Setting.Store), "is needed: sqlite:FILE or postgres:CONNECTION")]);
    try
    {
        var report = await work(options, token);
        Console.WriteLine(report.Summary);
        return report.Problems.IsEmpty ? 0 : End(Faulted, report.Problems.Select(problem => new Problem("", problem)));
    }
    catch (JournalRefusedException refused)
    {
        return Refuse(refused.Reasons.Select(reason => new Problem("", reason)));
    }
    catch (JournalAwayException away)
    {
        return End(Faulted, [new("", away.Message)]);
    }
}

static int Refuse(IEnumerable<Problem> problems) => End(Refused, problems);

static int End(int exitCode, IEnumerable<Problem> problems)
{
    foreach (var problem in problems) Console.Error.WriteLine($"traffictrace-cp: {problem}");
    return exitCode;
}
