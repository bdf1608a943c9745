using System.Collections.Immutable;
using TrafficTrace.ControlPlane.Files;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Tests.Files;

public sealed class FilesStateTests
{
    [Test]
    public void Of_a_resource_in_two_files_the_first_by_path_counts_and_both_are_named()
    {
        var state = FilesState.Of([File("b.yaml", "p", "second"), File("a.yaml", "p", "first"), File("c.yaml", "q", "alone")], []);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(state.Resources.Select(resource => resource.SpecJson), Is.EqualTo(["first", "alone"]));
            Assert.That(
                state.Conflicts.Select(conflict => conflict.ToString()),
                Is.EqualTo(["b.yaml: TrafficTrace default/p: is in a.yaml already; that one stays in force, so take it out of one of the two"]));
        }
    }

    [Test]
    public void A_file_that_two_paths_lead_to_is_one_file()
    {
        var state = FilesState.Of([File("a.yaml", "p", "1"), File("a.yaml", "p", "1")], []);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(state.Files, Has.Length.EqualTo(1));
            Assert.That(state.Conflicts, Is.Empty);
        }
    }

    [Test]
    public void Skipped_kinds_are_counted_over_all_files()
    {
        var one = File("a.yaml", "p", "1") with { Skipped = Kinds(("Retry", 2), ("Timeout", 1)) };
        var other = File("b.yaml", "q", "1") with { Skipped = Kinds(("Retry", 3)) };
        Assert.That(FilesState.Of([one, other], []).Skipped, Is.EqualTo(Kinds(("Retry", 5), ("Timeout", 1))));
    }

    private static FileState File(string path, string policy, string spec) =>
        new(path, DateTimeOffset.UnixEpoch, [new TrafficTracePolicy("default", policy, spec)], [], [], Kinds());

    private static ImmutableSortedDictionary<string, int> Kinds(params (string Kind, int Count)[] kinds) =>
        kinds.ToImmutableSortedDictionary(kind => kind.Kind, kind => kind.Count, StringComparer.Ordinal);
}
