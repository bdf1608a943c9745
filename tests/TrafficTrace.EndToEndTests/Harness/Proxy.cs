using System.Collections.Immutable;

namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>A proxy and the service behind it, all on 127.0.0.1. <see cref="Outbounds"/>: service → port of the listener.</summary>
internal sealed record Proxy(string Name, string Service)
{
    public string Protocol { get; init; } = "http";

    public int InboundPort { get; init; } = FreePorts.Next();

    /// <summary>Where the service itself listens.</summary>
    public int ServicePort { get; init; }

    public bool Ready { get; init; } = true;

    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public ImmutableSortedDictionary<string, int> Outbounds { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    public Uri Outbound(string service) => new($"http://127.0.0.1:{Outbounds[service]}");

    public Proxy Calling(params string[] services) =>
        this with { Outbounds = services.ToImmutableSortedDictionary(service => service, _ => FreePorts.Next(), StringComparer.Ordinal) };

    public Proxy Tagged(string key, string value) => this with { Tags = Tags.SetItem(key, value) };
}
