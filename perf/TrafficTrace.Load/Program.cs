using System.CommandLine;
using TrafficTrace.Load;

// One verb measures, the other only writes what would be measured.
return await new RootCommand("Plays a fleet of Envoy proxies against the control plane and others, and measures what they cost.")
{
    RunCommand.Create(),
    MeshCommand.Create(),
    TakeTurnsCommand.Create(),
}.Parse(args).InvokeAsync();
