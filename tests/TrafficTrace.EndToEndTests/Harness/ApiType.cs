namespace TrafficTrace.EndToEndTests.Harness;

internal enum ApiType
{
    StateOfTheWorld,
    Delta,
}
