using System.Collections.Immutable;
using TrafficTrace.ControlPlane.Sources.Files;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;

namespace TrafficTrace.Tests.Files;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DefinitionsTests
{
    private readonly Definitions _definitions = new();
    private readonly Dictionary<string, ImmutableArray<PlacedResource>> _files = [];

    [Test]
    public void Of_a_resource_in_two_files_the_first_by_path_counts_and_both_are_named()
    {
        Set("b.yaml", ("p", "second"));
        Set("a.yaml", ("p", "first"));
        Set("c.yaml", ("q", "alone"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Changes(), Is.EqualTo(["p=first", "q=alone"]));
            Assert.That(
                _definitions.Conflicts.Select(conflict => conflict.ToString()),
                Is.EqualTo(
                    ["b.yaml:1: TrafficTrace default/p: is in a.yaml:1 already; that one stays in force, so take it out of one of the "
                        + "two"]));
        }
    }

    [Test]
    public void Only_what_changed_files_hold_is_told()
    {
        Set("a.yaml", ("p", "1"), ("q", "1"));
        Set("b.yaml", ("r", "1"));
        Changes();
        Set("a.yaml", ("p", "2"));
        Assert.That(Changes(), Is.EqualTo(["p=2", "q gone"]));
        Assert.That(Changes(), Is.Empty);
    }

    [Test]
    public void The_second_definition_takes_over_when_the_first_one_goes()
    {
        Set("a.yaml", ("p", "first"));
        Set("b.yaml", ("p", "second"));
        Changes();
        Set("a.yaml");
        Assert.That(Changes(), Is.EqualTo(["p=second"]));
        Assert.That(_definitions.Conflicts, Is.Empty);
    }

    [Test]
    public void A_resource_that_moves_to_another_file_is_never_gone()
    {
        Set("a.yaml", ("p", "1"));
        Changes();
        Set("a.yaml");
        Set("b.yaml", ("p", "1"));
        Assert.That(Changes(), Is.EqualTo(["p=1"]));
    }

    private void Set(string file, params (string Policy, string Spec)[] policies)
    {
        var before = _files.GetValueOrDefault(file, []);
        _files[file] =
        [
            .. policies.Select((policy, index) => new PlacedResource(
                new TrafficTracePolicy("default", policy.Policy, policy.Spec), new Place(file, 1 + index))),
        ];
        _definitions.Replace(file, before, _files[file]);
    }

    private string[] Changes()
    {
        var changes = _definitions.TakeChanges();
        return
        [
            .. changes.Puts.Select(put => $"{put.Key.Name}={put.Resource.SpecJson}")
                .Concat(changes.Deletes.Select(key => $"{key.Name} gone"))
                .Order(StringComparer.Ordinal),
        ];
    }
}
