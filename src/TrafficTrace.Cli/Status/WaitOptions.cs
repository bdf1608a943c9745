using System.CommandLine;
using System.CommandLine.Parsing;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Status;

/// <summary>The options <c>--wait</c>, <c>--timeout</c> and <c>--allow-rejected</c>.</summary>
internal sealed class WaitOptions
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Option<bool> _wait = new("--wait") { Description = "Wait until the connected proxies have it." };
    private readonly Option<TimeSpan?> _timeout = Duration.Option("--timeout", "With --wait: how long at most.", Patience);
    private readonly Option<AllowedRejections> _allowed = AllowedRejections.Option();

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _wait, _timeout, _allowed }) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (!result.GetValue(_wait) && (result.GetResult(_timeout) ?? result.GetResult(_allowed)) is { Implicit: false } needless)
                result.AddError($"{needless.Option.Name} is for --wait: give that too, or leave it out.");
        });
    }

    public bool IsAsked(CommandResult result) => result.GetValue(_wait);

    public Countdown Begin(Session session) => new(session.Terminal.Time, session.Parsed.GetValue(_timeout) ?? Patience);

    public DeliveryWait Of(Session session) => new(session, session.Parsed.GetValue(_allowed));
}
