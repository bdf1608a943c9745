using TrafficTrace.Core.Validation;

namespace TrafficTrace.Tests.Validation;

public sealed class FilePathRulesTests
{
    [TestCase("/etc/ssl/certs/ca-certificates.crt")]
    [TestCase("/dev/../etc/ca.pem")]
    [TestCase("/devices/ca.pem")]
    [TestCase("ca.pem")]
    [TestCase("/a b/é.pem")]
    public void Envoy_opens_it(string path) => Assert.That(FilePathRules.Of(path), Is.Null);

    [TestCase("/dev")]
    [TestCase("/dev/shm/ca.pem")]
    [TestCase("//dev/null")]
    [TestCase("/tmp/../dev/null")]
    [TestCase("/proc/self/environ")]
    [TestCase("/sys/kernel/x")]
    public void Envoy_opens_nothing_there(string path) =>
        Assert.That(FilePathRules.Of(path), Does.StartWith("cannot be below /dev, /sys or /proc"));

    [Test]
    public void What_no_file_is_called_is_refused()
    {
        Assert.That(FilePathRules.Of("/a\n"), Is.EqualTo("has to be free of control characters"));
        Assert.That(FilePathRules.Of("/" + new string('é', 2048)), Is.EqualTo("cannot be longer than 4095 bytes"));
    }
}
