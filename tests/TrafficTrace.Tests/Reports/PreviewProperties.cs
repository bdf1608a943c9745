using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Envoy.Api.Protos;
using FsCheck.NUnit;
using TrafficTrace.Core.Matching;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Reports.Previews;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Tests.Golden;
using TrafficTrace.Translation.Previews;
using TrafficTrace.Translation.Proxies;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace TrafficTrace.Tests.Reports;

/// <summary>A preview holds what then happens: found here by translating every proxy before and after, in the plainest way.</summary>
[Properties(Arbitrary = [typeof(ReportCases)], MaxTest = 100)]
public sealed class PreviewProperties
{
    // Two are connected, one each way; the others are not.
    private static readonly ImmutableDictionary<string, ConnectedProxy> Connected = ImmutableDictionary<string, ConnectedProxy>.Empty
        .Add("default.a", new(SamplingMode.Rtds)).Add("default.b", new(SamplingMode.Listener));

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Property]
    public void Proxies_gain_lose_and_change_tracing_as_their_listeners_do(ReportCase given)
    {
        var preview = Of(given);
        string[] names = [.. Names(given.Before).Union(Names(given.After)).Order(StringComparer.Ordinal)];
        string[] Where(Func<(EffectiveTracing? Was, EffectiveTracing? Is), bool> isMeant) =>
            [.. names.Where(name => isMeant((Tracing(given.Before, name), Tracing(given.After, name))))];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(preview.Proxies.Gain.Names, Is.EqualTo(Where(one => one.Was is null && one.Is is not null)), "gain");
            Assert.That(preview.Proxies.Lose.Names, Is.EqualTo(Where(one => one.Was is not null && one.Is is null)), "lose");
            Assert.That(
                preview.Proxies.Change.Names, Is.EqualTo(Where(one => one is { Was: { } was, Is: { } now } && Differ(was, now))), "change");
            Assert.That(
                preview.Proxies.Unchanged + preview.Proxies.Gain.Count + preview.Proxies.Lose.Count + preview.Proxies.Change.Count,
                Is.EqualTo(names.Length));
        }
    }

    [Property]
    public void The_losses_alone_are_those_among_all_that_changes(ReportCase given) => Assert.That(
        TracingChanges.LossesBetween(given.Before, given.After),
        Is.EqualTo(TracingChanges.Between(given.Before, given.After).Where(change => change.IsLoss)));

    [Property]
    public void The_resources_of_each_proxy_change_as_previewed_and_no_others(ReportCase given)
    {
        var previewed = Of(given).Changes
            .SelectMany(change => change.Names, (change, name) => (name, Resources: change.Resources.Select(one => (one.Type, one.Name))))
            .ToDictionary(one => one.name, one => one.Resources.ToArray());
        foreach (var name in Names(given.After))
        {
            var changed = Changed(given, name).Select(one => (one.Type, Name: Named(previewed.GetValueOrDefault(name), one.Name)));
            Assert.That(previewed.GetValueOrDefault(name, []), Is.EquivalentTo(changed), name);
        }

        Assert.That(previewed.Keys, Is.SubsetOf(Names(given.After)));
    }

    [Property(MaxTest = 30)]
    public void A_diff_leads_from_what_a_proxy_has_to_what_it_gets(ReportCase given)
    {
        foreach (var change in Of(given).Changes)
        {
            foreach (var (name, diff) in change.Names.SelectMany(_ => change.Resources, (name, diff) => (name, diff)))
            {
                var changed = Changed(given, name)
                    .Single(one => one.Type == diff.Type && Named([(diff.Type, diff.Name)], one.Name) == diff.Name);
                var patched = Lines(changed.Before, diff.Name).ToList();
                foreach (var removed in Marked(diff.Diff, '-')) Assert.That(patched.Remove(removed), removed);
                Assert.That(patched.Concat(Marked(diff.Diff, '+')), Is.EquivalentTo(Lines(changed.After, diff.Name)), diff.Diff);
            }
        }
    }

    [Property]
    public void Listeners_of_connected_proxies_that_are_there_before_and_after_drain_when_their_content_changes(ReportCase given)
    {
        var preview = Of(given);
        var drained = Connected.Keys.Select(id => id["default.".Length..]).Order(StringComparer.Ordinal)
            .SelectMany(name => Changed(given, name).Where(one => one is { Type: "Listener", Before: not null, After: not null })
                .Select(one => new DrainedListener(name, one.Name)));
        Assert.That(preview.Drains.Listeners, Is.EquivalentTo(drained));
        Assert.That(preview.Drains.Count, Is.EqualTo(preview.Drains.Listeners.Length));
        Assert.That(preview.Findings.Any(finding => finding.Code == "TT1201"), Is.EqualTo(preview.Drains.Count > 0));
    }

    [Property]
    public void The_token_has_the_kinds_of_things_that_are_there(ReportCase given)
    {
        var preview = Of(given);
        (string Kind, int Count)[] counts =
        [
            ("gain", preview.Proxies.Gain.Count), ("lose", preview.Proxies.Lose.Count), ("change", preview.Proxies.Change.Count),
            ("drain", preview.Drains.Count),
        ];
        Assert.That(PreviewToken.Beyond("none", preview.Token), Is.EqualTo(counts.Where(one => one.Count > 0).Select(one => one.Kind)));
        Assert.That(PreviewToken.Beyond(preview.Token, preview.Token), Is.Empty);
    }

    [Property]
    public void That_proxies_are_left_untraced_is_found_when_one_that_stays_loses_its_tracing(ReportCase given)
    {
        var preview = Of(given);
        var lost = preview.Proxies.Lose.Names.Where(Names(given.After).Contains);
        var told = preview.Findings.Where(finding => finding.Code == "TT1202").SelectMany(finding =>
            finding.Message[(finding.Message.IndexOf("untraced: ", StringComparison.Ordinal) + 10)..].Split('.')[0].Split(", "));
        Assert.That(told, Is.EquivalentTo(lost));
    }

    [Property(MaxTest = 100)]
    public void Who_rejected_its_collector_stays_untraced_until_it_is_another(ReportCase given)
    {
        var rejecting = Connected.SetItem("default.a", new(SamplingMode.Rtds, CollectorRejected: true));
        var preview = ChangePreview.Of("1", given.Before, given.After, [], rejecting);
        var collectors = (CollectorOf(given.Before), CollectorOf(given.After));
        var drained = preview.Drains.Listeners.Where(one => one.Proxy == "a").ToArray();
        var plain = Of(given).Drains.Listeners.Where(one => one.Proxy == "a").ToArray();
        if (collectors is (null, _)) Assert.That(drained, Is.EqualTo(plain));
        else if (collectors.Item1 == collectors.Item2) Assert.That(drained, Is.EquivalentTo(DrainsWithoutCollector(given, "a")));
        else if (collectors.Item2 is not null) Assert.That(plain, Is.SubsetOf(drained));
    }

    private static IEnumerable<DrainedListener> DrainsWithoutCollector(ReportCase given, string name)
    {
        var before = Resources(given.Before, name, one => one.WithoutCollector()) ?? [];
        var after = Resources(given.After, name, one => one.WithoutCollector()) ?? [];
        return from key in before.Keys.Intersect(after.Keys)
               where key.Type == "Listener" && !before[key].Equals(after[key])
               select new DrainedListener(name, key.Name);
    }

    private static Collector? CollectorOf(StoreSnapshot store) =>
        store.Meshes.GetValueOrDefault("default") is { } mesh && mesh.Dataplanes.TryGetValue("a", out var dataplane)
            ? ProxyConfiguration.Of(mesh, Proxy.Of(dataplane)).Tracing.Collector
            : null;

    private static Preview Of(ReportCase given) =>
        ChangePreview.Of("1", given.Before, given.After, [.. given.Puts.Select(put => put.Key)], Connected);

    private static string[] Names(StoreSnapshot store) =>
        [.. (store.Meshes.GetValueOrDefault("default") ?? MeshSnapshot.Empty("default")).Dataplanes.Keys.Order(StringComparer.Ordinal)];

    private static EffectiveTracing? Tracing(StoreSnapshot store, string name)
    {
        if (store.Meshes.GetValueOrDefault("default") is not { } mesh || !mesh.Dataplanes.TryGetValue(name, out var dataplane)) return null;
        var known = dataplane.HostName is null ? dataplane : dataplane with { HostName = null, Address = "10.0.0.77" };
        var configuration = ProxyConfiguration.Of(mesh, Proxy.Of(known));
        return configuration.TracedListeners.Any() ? configuration.Tracing : null;
    }

    private static bool Differ(EffectiveTracing was, EffectiveTracing now) =>
        was.Policy!.Name != now.Policy!.Name || was.Collector != now.Collector || was.Sampling != now.Sampling;

    /// <summary>None where the proxy gets nothing new: its Dataplane is gone, or its address is not known.</summary>
    private static IEnumerable<(string Type, string Name, PackedResource? Before, PackedResource? After)> Changed(
        ReportCase given, string name)
    {
        if (Resources(given.After, name) is not { } after) return [];
        var before = Resources(given.Before, name) ?? [];
        return from key in before.Keys.Union(after.Keys)
               let was = before.GetValueOrDefault(key)
               let now = after.GetValueOrDefault(key)
               where was is null || !was.Equals(now)
               select (key.Type, key.Name, was, now);
    }

    private static Dictionary<(string Type, string Name), PackedResource>? Resources(
        StoreSnapshot store, string name, Func<ProxyConfiguration, ProxyConfiguration>? change = null)
    {
        if (store.Meshes.GetValueOrDefault("default") is not { } mesh || !mesh.Dataplanes.TryGetValue(name, out var dataplane)) return null;
        if (mesh.AddressOf(dataplane) is null) return null;
        var mode = Connected.GetValueOrDefault($"default.{name}", ConnectedProxy.Assumed).Sampling;
        var configuration = ProxyConfiguration.Of(mesh, Proxy.Of(dataplane));
        return new ProxyTranslator().Translate(change?.Invoke(configuration) ?? configuration, mode).Sets
            .SelectMany(set => set.Resources).ToDictionary(resource => (resource.TypeUrl.Split('.')[^1], resource.Name));
    }

    private static IEnumerable<string> Marked(string diff, char mark) =>
        diff.Split('\n').Where(line => line.StartsWith(mark)).Select(line => line[1..]);

    /// <summary>As it is told: with a star for the proxy's own address where its name has one.</summary>
    private static string[] Lines(PackedResource? resource, string toldAs)
    {
        if (resource is null) return [];
        var message = GoldenCase.Message(resource);
        if (toldAs != resource.Name)
        {
            message["name"] = toldAs;
            message["address"]!["socketAddress"]!["address"] = "*";
        }

        return message.ToJsonString(Indented).Split('\n');
    }

    private static string Named((string Type, string Name)[]? previewed, string name)
    {
        var shared = $"inbound:*:{name.Split(':')[^1]}";
        return name.StartsWith("inbound:", StringComparison.Ordinal) && previewed?.Any(one => one.Name == shared) == true ? shared : name;
    }
}
