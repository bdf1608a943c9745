using System.Net;
using TrafficTrace.FunctionalTests.ControlPlane;

namespace TrafficTrace.FunctionalTests.Api;

[Parallelizable(ParallelScope.All)]
internal sealed class AboutTests
{
    // For tests that only look, or are refused.
    private ApiPlane _shared = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _shared = await ApiPlane.StartAsync();

    [OneTimeTearDown]
    public ValueTask StopAsync() => _shared.DisposeAsync();

    [Test]
    public async Task It_says_what_it_is_and_on_which_Kuma_it_is_based()
    {
        var about = (await _shared.GetAsync("/")).Json;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)about["product"], Is.EqualTo("TrafficTrace"));
            Assert.That((string?)about["basedOnKuma"], Is.EqualTo("2.9.13"));
            Assert.That((string?)about["version"], Does.Match(@"\A\d+\.\d+\.\d+\z"));
            Assert.That((string?)about["instanceId"], Is.Not.Null.And.Not.Empty);
            Assert.That((string?)about["clusterId"], Is.Not.Null.And.Not.Empty);
        }
    }

    [TestCase(true, 1)]
    [TestCase(false, 0)]
    public async Task A_Mesh_default_is_there_where_nothing_else_is_unless_it_is_not_wanted(bool wanted, int expected)
    {
        await using var plane = await ApiPlane.StartAsync(change: options => options with { DefaultMesh = wanted });
        Assert.That((int)(await plane.GetAsync("/meshes")).Json["total"]!, Is.EqualTo(expected));
    }

    [Test]
    public async Task The_options_are_shown_under_their_own_names()
    {
        using var secrets = new SecretsFolder();
        await using var plane = await ApiPlane.StartAsync(
            change: options => options with { AcceptPlaintext = ["m1"], Secrets = secrets.Path });
        var config = (await plane.GetAsync("/config")).Json;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)config["bind"], Is.EqualTo("127.0.0.1"));
            Assert.That((string?)config["accept-plaintext"]![0], Is.EqualTo("m1"));
            Assert.That((string?)config["secrets"], Is.EqualTo(secrets.Path));
        }
    }

    [TestCase("POST", "/meshes", HttpStatusCode.MethodNotAllowed, "405: Method Not Allowed")]
    [TestCase("PATCH", "/meshes/m1", HttpStatusCode.MethodNotAllowed, "405: Method Not Allowed")]
    [TestCase("GET", "/nothing", HttpStatusCode.NotFound, "404: Not Found")]
    [TestCase("GET", "/meshes/", HttpStatusCode.OK, null)]
    [TestCase("HEAD", "/meshes", HttpStatusCode.MethodNotAllowed, null)]
    public async Task What_is_not_served_is_said_in_words(string method, string path, HttpStatusCode status, string? text)
    {
        var answer = await _shared.SendAsync(new HttpMethod(method), path, null, null);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(status));
            if (text is not null) Assert.That(answer.Text, Is.EqualTo(text));
        }
    }
}
