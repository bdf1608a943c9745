using System.CommandLine;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Running;

namespace TrafficTrace.Cli.Tokens;

/// <summary>Tags with the values that each may have: <c>--tag team=a,b</c>.</summary>
internal static class TagLists
{
    public static Option<string[]> Option(string description) =>
        new("--tag") { Description = $"{description}, as team=a or team=a,b; may repeat.", HelpName = "KEY=VALUE[,VALUE]" };

    /// <exception cref="CommandFailure">One is no tag.</exception>
    public static JsonObject Of(IEnumerable<string> tags)
    {
        var values = new JsonObject();
        foreach (var text in tags)
        {
            if (text.Split('=', 2) is not [{ Length: > 0 } key, { Length: > 0 } list])
                throw CommandFailure.WrongUse($"--tag \"{text}\": write KEY=VALUE, or KEY=VALUE,VALUE.");
            if (values[key] is not JsonArray array) values[key] = array = [];
            foreach (var value in list.Split(',')) array.Add(value);
        }

        return values;
    }
}
