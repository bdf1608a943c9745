using System.Collections.Immutable;
using Envoy.Api.Protos;
using Envoy.Config.Listener.V3;
using TrafficTrace.Xds.Protocol;

namespace TrafficTrace.Tests.Xds;

/// <summary>The texts are what Envoy 1.36 and 1.40 answered.</summary>
internal sealed class NackReaderTests
{
    [TestCase("cannot bind '127.0.0.1:28080': Address already in use", RejectionCause.Machine)]
    [TestCase("cannot bind '203.0.113.7:20501': Cannot assign requested address", RejectionCause.Machine)]
    [TestCase(
        "error adding listener: 'b' has duplicate address '127.0.0.1:20500' as existing listener, to check if", RejectionCause.Listener)]
    [TestCase("envoy.tracers.zipkin: unknown cluster 'tracing:zipkin'", RejectionCause.Cluster)]
    [TestCase("route: unknown cluster 'api'", RejectionCause.Cluster)]
    [TestCase("Unknown gRPC client cluster 'tracing:otel'", RejectionCause.Cluster)]
    [TestCase("Invalid path: /nonexistent/ca.pem", RejectionCause.Machine)]
    [TestCase("file /etc/ssl/ca.pem is empty", RejectionCause.Machine)]
    [TestCase("Failed to load trusted CA certificates from /etc/ssl/ca.pem", RejectionCause.Machine)]
    [TestCase("Failed to load incomplete private key from path: /etc/ssl/key.pem", RejectionCause.Machine)]
    [TestCase("unable to open file '/nonexistent/x.log': No such file or directory", RejectionCause.Machine)]
    [TestCase("paths must refer to an existing path in the system: '/nonexistent/eds.yaml' does not exist", RejectionCause.Machine)]
    [TestCase("malformed IP address: not-an-ip", RejectionCause.Content)]
    [TestCase("Failed to load trusted CA certificates from <inline>", RejectionCause.Content)]
    [TestCase("Didn't find a registered implementation for 'envoy.tracers.zipkin' with type URL: ''", RejectionCause.Content)]
    [TestCase(
        "stat_prefix: \"unknown cluster 'x'\" Proto constraint validation failed (TracingValidationError.OverallSampling)",
        RejectionCause.Content)]
    [TestCase("rejected by the test", RejectionCause.Content)]
    [TestCase("", RejectionCause.Content)]
    public void What_the_machine_or_other_resources_lack_can_pass_and_what_is_not_known_can_not(string text, RejectionCause cause) =>
        Assert.That(NackReader.CauseOf(text), Is.EqualTo(cause));

    [Test]
    public void Each_resource_that_a_text_names_has_a_cause_of_its_own()
    {
        const string text =
            "Error adding/updating listener(s) wrong: malformed IP address: x\nbusy: cannot bind '1.1.1.1:1': Address already in use\n"
            + "late: route: unknown cluster 'c'";
        Assert.That(Read(text, "busy", "wrong", "late", "fine"), Is.EquivalentTo(new[]
        {
            ("wrong", RejectionCause.Content), ("busy", RejectionCause.Machine), ("late", RejectionCause.Cluster),
        }));
    }

    [Test]
    public void A_name_in_a_dump_of_another_resource_is_not_where_its_own_part_begins()
    {
        const string text = "wrong: name: \"late\" Proto constraint validation failed (x)\nlate: route: unknown cluster 'c'";
        Assert.That(
            Read(text, "late", "wrong"), Is.EquivalentTo(new[] { ("wrong", RejectionCause.Content), ("late", RejectionCause.Cluster) }));
    }

    [Test]
    public void A_name_that_is_part_of_another_is_not_named() =>
        Assert.That(Read("inbound:10.0.0.1:8080: no good; web-admin: no good", "inbound:10.0.0.1:80", "web"), Is.Empty);

    [Test]
    public void A_resource_without_a_name_is_never_named([Values("", "no good", "no good.")] string text) =>
        Assert.That(Read(text, ""), Is.Empty);

    [Test]
    public void Of_a_very_long_text_the_end_is_read()
    {
        var filler = new string('x', 256 * 1024);
        var text = $"early: no good {filler} late: no good";
        Assert.That(Read(text, "early", "late"), Is.EqualTo(new[] { ("late", RejectionCause.Content) }));
        Assert.That(Read($"the-late: no good{filler[13..]}", "late"), Is.Empty, "its first half is part of the name, read or not");
        Assert.That(NackReader.CauseOf($"cannot bind {filler}"), Is.EqualTo(RejectionCause.Content));
        Assert.That(NackReader.CauseOf($"{filler} cannot bind"), Is.EqualTo(RejectionCause.Machine));
    }

    private static IEnumerable<(string Name, RejectionCause Cause)> Read(string text, params string[] names)
    {
        ImmutableArray<PackedResource> changed = [.. names.Select(name => PackedResource.Pack(name, new Listener { Name = name }))];
        return NackReader.Named(changed, text).Select(blame => (blame.Name, blame.Cause));
    }
}
