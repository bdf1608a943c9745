using System.CommandLine;
using System.CommandLine.Parsing;

namespace TrafficTrace.Cli.Keys;

/// <summary>Whose tokens a key signs: those of a mesh's proxies, of users, or of control planes among themselves.</summary>
internal sealed class PurposeOptions
{
    private readonly Option<string?> _mesh = new("--mesh", "-m") { Description = "Of the proxies of this mesh.", HelpName = "MESH" };
    private readonly Option<bool> _user = new("--user") { Description = "Of the users of the API." };
    private readonly Option<bool> _replicas = new("--replicas") { Description = "Of the control planes on the same store." };

    /// <param name="command">That asks whose.</param>
    /// <param name="replicas">False where it asks whose token: a control plane's is good for a minute and is never revoked.</param>
    public void AddTo(Command command, bool replicas)
    {
        Option[] options = replicas ? [_mesh, _user, _replicas] : [_mesh, _user];
        foreach (var option in options) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (options.Count(option => IsGiven(result, option)) != 1)
                result.AddError(replicas ? "Give --mesh MESH, --user or --replicas." : "Give --mesh MESH or --user.");
        });
    }

    /// <summary>As the API has it.</summary>
    public string Of(ParseResult parsed)
    {
        if (parsed.GetValue(_mesh) is { } mesh) return $"dataplane:{mesh}";
        return parsed.GetValue(_user) ? "user" : "replicas";
    }

    private static bool IsGiven(CommandResult result, Option option) => result.GetResult(option) is { Implicit: false };
}
