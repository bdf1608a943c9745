using System.CommandLine;
using TrafficTrace.Cli.Options;
using TrafficTrace.Cli.Output;
using TrafficTrace.Cli.Running;
using TrafficTrace.Cli.Server;

namespace TrafficTrace.Cli.Inspect;

internal static class InspectTrafficTrace
{
    public static Command Create(Terminal terminal)
    {
        var name = KindArguments.Name();
        var mesh = NameOptions.Mesh("The mesh that it is in.");
        var format = Words.Option<TableFormat>("--output", "The form of what is printed.", "-o");
        var command = new Command("traffic-trace", "List the proxies that have a policy; status says how far they are.")
        {
            name, mesh, format,
        };
        command.Asks(terminal, async (session, cancellation) =>
        {
            var (inMesh, one) = (session.Parsed.GetRequiredValue(mesh), session.Parsed.GetRequiredValue(name));
            // Kuma answers for a policy that is not there as for one that nobody has.
            await NotThere.CheckAsync(session.Client, ApiKind.TrafficTrace, inMesh, one, cancellation);
            var path = $"{ApiKind.TrafficTrace.PathOf(inMesh, one)}/dataplanes";
            var proxies = (await session.Client.GetAsync(path, cancellation)).Body;
            var names = proxies.Items("items").Select(item => item.Text("dataplane", "name")).ToArray();
            AnswerPrint.Write(
                proxies,
                session.Parsed.GetValue(format),
                terminal.Output,
                names.Select(dataplane => $"{ApiKind.Dataplane}/{dataplane}"),
                () =>
                {
                    foreach (var dataplane in names) terminal.Output.WriteLine(Plain.Line(dataplane));
                });
            return ExitCode.Done;
        });
        return command;
    }
}
