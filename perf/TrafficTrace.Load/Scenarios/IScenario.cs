namespace TrafficTrace.Load.Scenarios;

/// <summary>Something done to a server whose proxies are all connected.</summary>
internal interface IScenario
{
    string Name { get; }

    Task RunAsync(Trial trial);
}
