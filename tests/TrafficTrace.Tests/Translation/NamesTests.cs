using TrafficTrace.Core.Resources;
using TrafficTrace.Translation;

namespace TrafficTrace.Tests.Translation;

public class NamesTests
{
    [TestCase("10.0.0.1", "inbound:10.0.0.1:80")]
    [TestCase("fd00::1", "inbound:[fd00::1]:80")]
    public void An_IPv6_address_stands_in_brackets(string address, string name) =>
        Assert.That(Names.InboundListener(address, 80), Is.EqualTo(name));

    [TestCase("localhost:80", "localhost_80")]
    [TestCase("backend", "backend")]
    [TestCase("a.b/c-d_E", "a_b_c-d_E")]
    [TestCase("é", "_")]
    public void Statistics_know_letters_digits_dashes_and_underscores(string name, string stat) =>
        Assert.That(Names.Stat(name), Is.EqualTo(stat));

    [Test]
    public void A_subset_is_named_by_all_its_tags_in_whatever_order_they_were_written()
    {
        var one = TagSet.Of((TagSet.Service, "backend"), ("version", "v1"), ("env", "prod"));
        var two = TagSet.Of(("env", "prod"), ("version", "v1"), (TagSet.Service, "backend"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Names.ServiceCluster(one), Is.EqualTo(Names.ServiceCluster(two)).And.Match("^backend-[0-9a-f]{16}$"));
            Assert.That(Names.ServiceCluster(one), Is.Not.EqualTo(Names.ServiceCluster(Given.Tags("backend", null, ("version", "v1")))));
            Assert.That(Names.Endpoints("default", one), Is.EqualTo("default/backend?env=prod&version=v1"));
            Assert.That(Names.ServiceCluster(Given.Tags("backend")), Is.EqualTo("backend"));
        }
    }

    [TestCase("10.0.0.1", true)]
    [TestCase("fd00::5", true)]
    [TestCase("FD00::5", true)]
    [TestCase("::ffff:10.0.0.1", true)]
    [TestCase("1", false)]
    [TestCase("1.2", false)]
    [TestCase("0x7f.1", false)]
    [TestCase("010.0.0.1", false)]
    [TestCase("[::1]", false)]
    [TestCase("fe80::1%eth0", false)]
    [TestCase("jaeger.obs", false)]
    public void An_address_is_what_Envoy_takes_for_one(string host, bool literal) =>
        Assert.That(IpLiteral.Is(host), Is.EqualTo(literal));
}
