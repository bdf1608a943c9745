using FsCheck;
using FsCheck.Fluent;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Tests.Matching;

/// <summary>Few keys, values and times, so that equal ranks and equal times are common.</summary>
public static class MatchCases
{
    private static readonly string[] Keys = ["kuma.io/service", "region", "version"];

    public static Arbitrary<MatchCase> Arbitrary() =>
        Arb.From(from dataplane in Proxies from policies in Policies select new MatchCase(dataplane, policies));

    private static Gen<TagSet> Tags(params string[] values) =>
        from chosen in Gen.Elements(values).ListOf(Keys.Length)
        select TagSet.Of(Keys.Zip(chosen, KeyValuePair.Create).Where(tag => tag.Value != ""));

    private static Gen<Dataplane> Proxies =>
        from inbounds in Tags("", "1", "2").ListOf()
        from gateway in Tags("", "1", "2").OrNull()
        select Matched.Dataplane() with
        {
            Inbounds = [.. inbounds.Select((tags, index) => new Inbound(null, 80 + index, "127.0.0.1", 80, tags, Ready: true))],
            Gateway = gateway,
        };

    private static Gen<TrafficTracePolicy[]> Policies =>
        from policies in (
            from selectors in Tags("", "1", "2", "*").Where(tags => tags.Count > 0).NonEmptyListOf()
            from second in Gen.Elements(-1, 0, 1)
            select Matched.Policy("") with
            {
                Selectors = [.. selectors.Take(3).Select(match => new TagSelector(match))],
                CreationTime = second < 0 ? null : DateTimeOffset.UnixEpoch.AddSeconds(second),
            }).ListOf()
        from names in Gen.Shuffle(Enumerable.Range(0, policies.Count).Select(index => $"p{index}"))
        select policies.Take(8).Zip(names, (policy, name) => policy with { Name = name }).ToArray();
}
