using System.Net;
using Microsoft.AspNetCore.Http;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Options;

namespace TrafficTrace.Tests.ControlPlane.Access;

/// <summary>Whether where a request comes from makes its caller admin.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class LocalAdminTests
{
    [TestCase("localhost:5681")]
    [TestCase("LOCALHOST")]
    [TestCase("127.0.0.1:5681")]
    [TestCase("127.0.0.53")]
    [TestCase("[::1]:5681")]
    public void Who_calls_on_loopback_by_a_loopback_name_is(string host) => Assert.That(WhyNot(host: host), Is.Null);

    [TestCase("10.0.0.1")]
    [TestCase("traffictrace.example:5681")]
    [TestCase("localhost.example")]
    [TestCase("")]
    public void Who_calls_by_another_name_is_not(string host) => Assert.That(WhyNot(host: host), Does.StartWith("its Host is not"));

    [TestCase("Forwarded")]
    [TestCase("X-Forwarded-For")]
    [TestCase("x-forwarded-proto")]
    [TestCase("X-Forwarded-Anything")]
    [TestCase("X-Real-IP")]
    [TestCase("Via")]
    public void Who_is_spoken_for_is_not(string header) =>
        Assert.That(WhyNot(header: header), Is.EqualTo($"it came through another program ({header})"));

    [Test]
    public void Nor_is_who_comes_through_nginx_as_it_is_by_default() =>
        Assert.That(WhyNot(protocol: "HTTP/1.0"), Does.Contain("HTTP/1.0"));

    [TestCase("10.0.0.7", "127.0.0.1", true, "")]
    [TestCase("127.0.0.1", "0.0.0.0", true, "")]
    [TestCase("127.0.0.1", "10.0.0.1", true, "")]
    [TestCase("127.0.0.1", "127.0.0.1", false, "--api-local-admin is off")]
    [TestCase(null, "127.0.0.1", true, "")]
    [TestCase("::1", "::1", true, null)]
    [TestCase("::ffff:127.0.0.1", "127.0.0.1", true, null)]
    public void Both_ends_have_to_be_this_machine_and_the_option_on(string? remote, string bind, bool on, string? why) =>
        Assert.That(WhyNot(remote: remote, bind: bind, on: on), Is.EqualTo(why));

    private static string? WhyNot(
        string host = "localhost",
        string protocol = "HTTP/1.1",
        string? header = null,
        string? remote = "127.0.0.1",
        string bind = "127.0.0.1",
        bool on = true)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = remote is null ? null : IPAddress.Parse(remote);
        http.Request.Protocol = protocol;
        http.Request.Headers.Host = host;
        if (header is not null) http.Request.Headers[header] = "x";
        return LocalAdmin.WhyNot(new ControlPlaneOptions { Bind = IPAddress.Parse(bind), ApiLocalAdmin = on }, http);
    }
}
