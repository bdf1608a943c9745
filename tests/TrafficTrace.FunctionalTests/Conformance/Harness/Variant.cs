namespace TrafficTrace.FunctionalTests.Conformance.Harness;

/// <summary>The two variants of the protocol.</summary>
public enum Variant
{
    Sotw,
    Delta,
}
