using System.CommandLine;
using System.CommandLine.Parsing;

namespace TrafficTrace.Cli.Keys;

/// <summary>Whose tokens a key signs: those of a mesh's proxies, or those of users.</summary>
internal sealed class PurposeOptions
{
    private readonly Option<string?> _mesh = new("--mesh", "-m") { Description = "Of the proxies of this mesh.", HelpName = "MESH" };
    private readonly Option<bool> _user = new("--user") { Description = "Of the users of the API." };

    public void AddTo(Command command, bool required = true)
    {
        command.Options.Add(_mesh);
        command.Options.Add(_user);
        command.Validators.Add(result =>
        {
            var given = (IsGiven(result, _mesh) ? 1 : 0) + (IsGiven(result, _user) ? 1 : 0);
            if (given == 2 || (given == 0 && required)) result.AddError("Give --mesh MESH or --user.");
        });
    }

    /// <summary>As the API has it; null where neither is given.</summary>
    public string? Of(ParseResult parsed) =>
        parsed.GetValue(_user) ? "user" : parsed.GetValue(_mesh) is { } mesh ? $"dataplane:{mesh}" : null;

    private static bool IsGiven(CommandResult result, Option option) => result.GetResult(option) is { Implicit: false };
}
