using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Tests.ControlPlane.Api;

[Parallelizable(ParallelScope.All)]
internal sealed class WriteRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly Mesh Mesh = new("m1", "{}");
    private static readonly TrafficTracePolicy Policy = new("m1", "all", "{}");
    private static readonly Dataplane Dataplane = new("m1", "web-1", "{}") { Address = "127.0.0.1" };

    [Test]
    public void What_belongs_to_a_Mesh_that_goes_in_the_same_write_is_refused()
    {
        var decision = Decide(State((Origin.Api, Mesh)), new Write([Policy], [Mesh.Key]));
        Assert.That(decision.Refusal!.Status, Is.EqualTo(404));
    }

    [Test]
    public void A_Mesh_comes_with_what_belongs_to_it()
    {
        var decision = Decide(StoreSnapshot.Empty, new Write([Dataplane, Policy, Mesh], []));
        Assert.That(decision.Plan!.Steps.Select(step => step.Action), Is.All.EqualTo(WriteAction.Created));
    }

    [Test]
    public void A_policy_of_a_file_stays_when_its_Mesh_is_deleted()
    {
        var ofFile = new TrafficTracePolicy("m1", "of-file", "{}");
        var decision = Decide(State((Origin.Api, Mesh), (Origin.Api, Policy), (Origin.File, ofFile)), Write.Delete(Mesh.Key));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(decision.Plan!.Steps.Select(step => step.Key), Is.EquivalentTo(new[] { Policy.Key, Mesh.Key }));
            Assert.That(decision.Plan.After.Find(ofFile.Key), Is.SameAs(ofFile));
        }
    }

    [Test]
    public void A_Mesh_with_Dataplanes_stays_unless_they_go_with_it()
    {
        var state = State((Origin.Api, Mesh), (Origin.Api, Dataplane));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Decide(state, Write.Delete(Mesh.Key)).Refusal!.Status, Is.EqualTo(400));
            Assert.That(Decide(state, new Write([], [Mesh.Key, Dataplane.Key])).Plan!.After.Meshes, Is.Empty);
        }
    }

    [Test]
    public void What_a_proxy_brought_can_be_overruled_and_not_deleted()
    {
        var state = State((Origin.Api, Mesh), (Origin.NodeMetadata, Dataplane));
        using (Assert.EnterMultipleScope())
        {
            var put = Decide(state, Write.Put(Dataplane with { Address = "127.0.0.2" }));
            Assert.That(put.Plan!.Steps[0].Action, Is.EqualTo(WriteAction.Updated));
            Assert.That(Decide(state, Write.Delete(Dataplane.Key)).Refusal!.Status, Is.EqualTo(409));
        }
    }

    [Test]
    public void What_a_file_holds_can_be_neither_written_nor_deleted([Values(Origin.File, Origin.Kubernetes)] Origin origin)
    {
        var state = State((Origin.Api, Mesh), (origin, Policy));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Decide(state, Write.Put(Policy)).Refusal!.Status, Is.EqualTo(409));
            Assert.That(Decide(state, Write.Delete(Policy.Key)).Refusal!.Status, Is.EqualTo(409));
        }
    }

    [Test]
    public void Times_are_set_by_the_write_kept_by_an_update_and_restored_by_an_undo()
    {
        var created = Decide(State((Origin.Api, Mesh)), Write.Put(Policy with { CreationTime = Noon.AddYears(-1) })).Plan!;
        var changed = Policy with { SpecJson = "{\"a\":1}" };
        var updated = WriteRules.Decide(created.After, Write.Put(changed), Noon.AddHours(1)).Plan!;
        var restored = WriteRules.Decide(
            State((Origin.Api, Mesh)), new Write([Policy with { CreationTime = Noon }], []) { Restores = true }, Noon.AddHours(2)).Plan!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(created.After.Find(Policy.Key)!.CreationTime, Is.EqualTo(Noon));
            Assert.That(updated.After.Find(Policy.Key)!.CreationTime, Is.EqualTo(Noon));
            Assert.That(updated.After.Find(Policy.Key)!.ModificationTime, Is.EqualTo(Noon.AddHours(1)));
            Assert.That(restored.After.Find(Policy.Key)!.CreationTime, Is.EqualTo(Noon));
        }
    }

    [Test]
    public void What_is_gone_already_need_not_be_deleted_by_an_undo()
    {
        var write = new Write([], [Policy.Key]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Decide(State((Origin.Api, Mesh)), write).Refusal!.Status, Is.EqualTo(404));
            Assert.That(Decide(State((Origin.Api, Mesh)), write with { Restores = true }).Plan!.Steps, Is.Empty);
        }
    }

    private static WriteDecision Decide(StoreSnapshot state, Write write) => WriteRules.Decide(state, write, Noon);

    private static StoreSnapshot State(params (Origin Origin, Resource Resource)[] said) => said.Aggregate(
        StoreSnapshot.Empty, (state, one) => state.With(one.Origin, PlacedResource.Nowhere([one.Resource]), []));
}
