using TrafficTrace.XdsHost;

// dotnet run --project samples/XdsHost -- [--xds-port 18000] [--adapter-port 17000]
var options = new ConfigurationBuilder().AddCommandLine(args).Build();
await using var host = await PlainHost.StartAsync(options.GetValue("xds-port", 18000), options.GetValue("adapter-port", 17000));
Console.WriteLine($"xDS on {host.XdsAddress}, adapter on {host.AdapterAddress}");
await host.StoppedAsync();
