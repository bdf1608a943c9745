namespace TrafficTrace.Load.Scenarios;

/// <summary>Something done to a server whose proxies are all connected.</summary>
internal interface IScenario
{
    string Name { get; }

    void Run(Trial trial);
}
