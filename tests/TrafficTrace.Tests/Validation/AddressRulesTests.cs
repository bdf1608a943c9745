using TrafficTrace.Core.Validation;

namespace TrafficTrace.Tests.Validation;

public sealed class AddressRulesTests
{
    [TestCase("1.2.3.4")]
    [TestCase("255.255.255.255")]
    [TestCase("0.0.0.0")]
    [TestCase("::")]
    [TestCase("::1")]
    [TestCase("2001:DB8::a")]
    [TestCase("1:2:3:4:5:6:7:8")]
    [TestCase("1:2:3:4:5:6:7::")]
    [TestCase("::ffff:1.2.3.4")]
    [TestCase("1:2:3:4:5:6:1.2.3.4")]
    public void Go_takes_it_as_an_IP(string address) => Assert.That(AddressRules.IsIp(address), Is.True);

    [TestCase("")]
    [TestCase("1")]
    [TestCase("1.2")]
    [TestCase("1.2.3")]
    [TestCase("1.2.3.4.")]
    [TestCase("1.2.3.4\n")]
    [TestCase("01.2.3.4")]
    [TestCase("256.1.1.1")]
    [TestCase("0x7f.1")]
    [TestCase("١.2.3.4")]
    [TestCase("[::1]")]
    [TestCase("fe80::1%eth0")]
    [TestCase("::1/64")]
    [TestCase("1::2::3")]
    [TestCase(":::")]
    [TestCase("12345::")]
    [TestCase("1:2:3:4:5:6:7:8:9")]
    [TestCase("::ffff:01.2.3.4")]
    [TestCase("1.2.3.4::")]
    public void Go_does_not_take_it_as_an_IP(string address) => Assert.That(AddressRules.IsIp(address), Is.False);

    [TestCase("localhost")]
    [TestCase("a.b.example.")]
    [TestCase("a_b.com")]
    [TestCase("300.1.1.1")]
    [TestCase("1.2.3")]
    [TestCase("010.0.0.1")]
    public void Kuma_takes_it_as_a_DNS_name(string name) => Assert.That(AddressRules.IsDnsName(name), Is.True);

    [TestCase("")]
    [TestCase("-a.com")]
    [TestCase("a..b")]
    [TestCase("[::1]")]
    [TestCase("10.0.0.1")]
    [TestCase("é.com")]
    [TestCase("a.com\n")]
    public void Kuma_does_not_take_it_as_a_DNS_name(string name) => Assert.That(AddressRules.IsDnsName(name), Is.False);

    [TestCase(63, 1, true)]
    [TestCase(64, 1, false)]
    [TestCase(60, 4, true)]
    [TestCase(60, 5, false)]
    public void A_DNS_name_has_bounds(int labelLength, int labels, bool expected) =>
        Assert.That(
            AddressRules.IsDnsName(string.Join('.', Enumerable.Repeat(new string('a', labelLength), labels))), Is.EqualTo(expected));
}
