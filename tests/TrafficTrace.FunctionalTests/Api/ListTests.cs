using System.Net;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Api;

[Parallelizable(ParallelScope.All)]
internal sealed class ListTests
{
    private static readonly (string Name, string? Yaml)[] Gateways =
    [
        ("mesh", Documents.Mesh()),
        ("web", Documents.Dataplane("web-1", "web", "127.0.0.1", tags: ", version: v1")),
        ("api", Documents.Dataplane("api-1", "api", "127.0.0.2", tags: ", version: v2")),
        ("gateway", """
            type: Dataplane
            mesh: default
            name: gw
            networking: { address: 127.0.0.3, gateway: { tags: { kuma.io/service: kong } } }
            """),
    ];

    private ApiPlane _plane = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _plane = await ApiPlane.StartAsync(Gateways);

    [OneTimeTearDown]
    public ValueTask StopAsync() => _plane.DisposeAsync();

    [TestCase("size=0", "size: invalid page size of 0. It has to be at least 1")]
    [TestCase("size=-1", "size: invalid page size of -1. It has to be at least 1")]
    [TestCase("size=1001", "size: invalid page size of 1001. Maximum page size is 1000")]
    [TestCase("size=x", "size: invalid format")]
    [TestCase("size=99999999999", "size: invalid format")]
    [TestCase("offset=-1", "offset: Invalid format")]
    [TestCase("offset=x", "offset: Invalid format")]
    [TestCase("gateway=x", "gateway: not a valid value. Allowed values: true, false, builtin, delegated")]
    public async Task What_can_not_be_asked_is_400(string query, string expected)
    {
        var answer = await _plane.GetAsync($"/dataplanes?{query}");
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(answer.Violations, Is.EqualTo(new[] { expected }));
    }

    [TestCase("", "api-1", "gw", "web-1")]
    [TestCase("name=-1", "api-1", "web-1")]
    [TestCase("name=WEB")]
    [TestCase("tag=version", "api-1", "gw", "web-1")]
    [TestCase("tag=version:v2", "api-1")]
    [TestCase("tag=kuma.io/service:we", "web-1")]
    [TestCase("tag=version:v&tag=kuma.io/service:web", "web-1")]
    [TestCase("gateway=true", "gw")]
    [TestCase("gateway=false", "api-1", "web-1")]
    [TestCase("offset=2", "web-1")]
    [TestCase("offset=2147483647")]
    [TestCase("size=1000&offset=3")]
    public async Task A_part_of_a_list_is_asked_for_as_in_Kuma(string query, params string[] names)
    {
        Assert.That((await _plane.GetAsync($"/dataplanes?{query}")).Names, Is.EqualTo(names));
    }

    [Test]
    public async Task The_next_page_keeps_what_was_asked_for()
    {
        var first = await _plane.GetAsync("/meshes/default/dataplanes?name=-1&size=1&tag=version:v");
        var second = await _plane.GetAsync(new Uri((string)first.Json["next"]!).PathAndQuery);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)first.Json["next"], Does.EndWith("/meshes/default/dataplanes?name=-1&offset=1&size=1&tag=version%3Av"));
            Assert.That(second.Names, Is.EqualTo(new[] { "web-1" }));
            Assert.That(second.Json["next"], Is.Null);
        }
    }
}
