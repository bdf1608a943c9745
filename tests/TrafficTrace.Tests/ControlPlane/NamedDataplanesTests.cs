using TrafficTrace.ControlPlane.Sources.Names;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Tests.ControlPlane;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class NamedDataplanesTests
{
    private readonly NamedDataplanes _named = new();

    [Test]
    public void Only_names_count_and_each_once()
    {
        _named.Follow(new([Web("a", "web.test"), Web("b", "WEB.test"), Web("c", "10.0.0.1") with { ResolvedAddress = "10.0.0.1" }], []));
        Assert.That(_named.Names, Is.EqualTo(["web.test"]));
    }

    [Test]
    public void A_name_goes_with_its_last_Dataplane()
    {
        _named.Follow(new([Web("a", "one.test"), Web("b", "two.test")], []));
        _named.Follow(new([Web("a", "10.0.0.1") with { ResolvedAddress = "10.0.0.1" }], []));
        Assert.That(_named.Names, Is.EqualTo(["two.test"]));
        _named.Follow(new([], [Web("b", "").Key]));
        Assert.That(_named.Names, Is.Empty);
    }

    private static Dataplane Web(string name, string address) => new("default", name, "{}") { Address = address };
}
