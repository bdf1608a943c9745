using System.CommandLine;
using TraceTree;

var zipkin = new Option<string>("--zipkin") { Description = "Base address of Zipkin.", DefaultValueFactory = _ => "http://127.0.0.1:9411" };
var spans = new Option<int>("--spans") { Description = "How many spans to wait for.", Required = true };
var seconds = new Option<int>("--seconds") { Description = "How long to wait for them.", DefaultValueFactory = _ => 20 };

var root = new RootCommand(
    "Waits for spans in Zipkin and prints the traces that they belong to, each as a tree.") { zipkin, spans, seconds };
root.SetAction(async (parsed, cancellation) =>
{
    using var client = new HttpClient { BaseAddress = new Uri(parsed.GetRequiredValue(zipkin)) };
    var wanted = parsed.GetValue(spans);
    var traces = await Traces.WaitAsync(client, wanted, TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellation);
    foreach (var trace in traces)
        Console.Write(Tree.Render(trace));
    var found = traces.Sum(trace => trace.Count);
    if (found >= wanted)
        return 0;
    await Console.Error.WriteLineAsync($"Zipkin has {found} of the {wanted} spans that were to come.");
    return 1;
});
return await root.Parse(args).InvokeAsync();
