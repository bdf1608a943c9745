namespace TrafficTrace.Tests.Wire;

/// <summary>What a freeze pins is served while it lasts, so it is read as strictly as any other document.</summary>
public sealed class TracingFreezeViolationsTests
{
    private const string Mesh = "{type: Mesh, name: default}";
    private const string Policy = "{type: TrafficTrace, mesh: default, name: all, selectors: [{match: {kuma.io/service: '*'}}]}";

    [TestCase($"{Mesh}, {Policy}")]
    [TestCase("")]
    public void A_freeze_pins_a_mesh_and_its_policies(string pinned) => Assert.That(Reads.Errors(Freeze(pinned)), Is.Empty);

    [TestCase($"{Mesh}, {Mesh}", "pinned[1]: pins Mesh default again: remove one of the two")]
    [TestCase($"{Policy}, {Policy}", "pinned[1]: pins TrafficTrace default/all again: remove one of the two")]
    [TestCase("{type: Mesh, name: other}", "pinned[0]: is of mesh other: a freeze pins what is of its own mesh")]
    [TestCase("5", "pinned[0]: has to be a Mesh or a TrafficTrace")]
    [TestCase("{type: Dataplane, mesh: default, name: web}", "pinned[0]: has to be a Mesh or a TrafficTrace")]
    [TestCase("{type: TrafficTrace, mesh: default, name: all}", "pinned[0]: selectors: must have at least one element")]
    public void What_it_pins_is_wrong(string pinned, string error) =>
        Assert.That(Reads.Errors(Freeze(pinned)), Does.Contain(error));

    private static string Freeze(string pinned) =>
        $"{{type: TracingFreeze, mesh: default, name: freeze, until: '2030-01-01T00:00:00Z', reason: x, pinned: [{pinned}]}}";
}
