using System.CommandLine;
using System.Net;
using DemoService;

var name = new Option<string>("--name") { Description = "Name in the answers.", DefaultValueFactory = _ => "demo" };
var bind = new Option<IPAddress>("--bind")
{
    Description = "IP address to listen on.",
    DefaultValueFactory = _ => IPAddress.Loopback,
    CustomParser = Parse,
};
var port = new Option<int>("--port") { Description = "Port to listen on.", Required = true };
var next = new Option<string[]>("--next")
{
    Description = "What to call for each request: http://127.0.0.1:PORT, an outbound of this service's Envoy. May repeat.",
};
var forward = new Option<string>("--forward") { Description = "Which tracing headers to hand on.", DefaultValueFactory = _ => "b3" };
next.Validators.Add(result =>
{
    foreach (var url in result.GetValueOrDefault<string[]>().Where(url => !Uri.IsWellFormedUriString(url, UriKind.Absolute)))
        result.AddError($"--next \"{url}\": it is not an absolute URL.");
});
forward.AcceptOnlyFromAmong([.. TracingHeaders.ByWord.Keys]);

var root = new RootCommand(
    "A service that calls the next ones and hands on the tracing headers, or doesn't.") { name, bind, port, next, forward };
root.SetAction((parsed, cancellation) =>
{
    var options = new ServiceOptions(
        parsed.GetRequiredValue(name),
        new IPEndPoint(parsed.GetRequiredValue(bind), parsed.GetValue(port)),
        [.. (parsed.GetValue(next) ?? []).Select(url => new Uri(url))],
        TracingHeaders.ByWord[parsed.GetRequiredValue(forward)]);
    return Service.Create(options).RunAsync(cancellation);
});
return await root.Parse(args).InvokeAsync();

static IPAddress Parse(System.CommandLine.Parsing.ArgumentResult result)
{
    if (IPAddress.TryParse(result.Tokens[0].Value, out var address))
        return address;
    result.AddError($"--bind \"{result.Tokens[0].Value}\": it is not an IP address.");
    return IPAddress.None;
}
