using System.CommandLine;
using System.Text.Json.Nodes;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Inspect;

internal static class InspectDataplane
{
    public static Command Create(Terminal terminal)
    {
        var name = KindArguments.Name();
        var mesh = NameOptions.Mesh("The mesh that it is in.");
        var format = Words.Option<TableFormat>("--output", "The form of what is printed.", "-o");
        var command = new Command("dataplane", "Show the policies that a proxy gets; explain says why.") { name, mesh, format };
        command.Asks(terminal, async (session, cancellation) =>
        {
            var (inMesh, one) = (session.Parsed.GetRequiredValue(mesh), session.Parsed.GetRequiredValue(name));
            var path = $"{ApiKind.Dataplane.PathOf(inMesh, one)}/policies";
            var answer = await session.Client.SendAsync(HttpMethod.Get, path, null, cancellation);
            if (answer.IsMissing) throw await NotThere.ToldAsync(session.Client, ApiKind.Dataplane, inMesh, one, cancellation);
            var policies = answer.OrRefuse().Body;
            AnswerPrint.Write(
                policies, session.Parsed.GetValue(format), terminal.Output, Names(policies), () => Write(policies, terminal.Output));
            return ExitCode.Done;
        });
        return command;
    }

    private static IEnumerable<string> Names(JsonNode? policies) =>
        from item in policies.Items("items")
        from matched in item.Entries("matchedPolicies")
        from policy in matched.Value.Items()
        select $"{ApiKind.Find(matched.Key)?.Singular ?? matched.Key}/{policy.Text("name")}";

    private static void Write(JsonNode? policies, TextWriter output)
    {
        foreach (var item in policies.Items("items"))
        {
            output.WriteLine($"{Plain.Line(item.Text("type")).ToUpperInvariant()}:");
            foreach (var (kind, matched) in item.Entries("matchedPolicies"))
            {
                output.WriteLine(Plain.Line($"  {kind}"));
                foreach (var policy in matched.Items()) output.WriteLine(Plain.Line($"    {policy.Text("name")}"));
            }
        }
    }
}
