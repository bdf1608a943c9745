using System.Collections.Immutable;
using TrafficTrace.ControlPlane.Sources.Files;

namespace TrafficTrace.Tests.Files;

public sealed class FilesStateTests
{
    [Test]
    public void Skipped_kinds_are_counted_over_all_files()
    {
        var both = FilesState.Empty.With("a.yaml", File("a.yaml", ("Retry", 2), ("Timeout", 1)))
            .With("b.yaml", File("b.yaml", ("Retry", 3)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(both.Skipped, Is.EqualTo(Kinds(("Retry", 5), ("Timeout", 1))));
            Assert.That(both.With("b.yaml", File("b.yaml", ("Retry", 1))).Skipped, Is.EqualTo(Kinds(("Retry", 3), ("Timeout", 1))));
            Assert.That(both.With("a.yaml", null).Skipped, Is.EqualTo(Kinds(("Retry", 3))));
        }
    }

    private static FileState File(string path, params (string Kind, int Count)[] skipped) =>
        new(path, DateTimeOffset.UnixEpoch, [], [], [], Kinds(skipped));

    private static ImmutableSortedDictionary<string, int> Kinds(params (string Kind, int Count)[] kinds) =>
        kinds.ToImmutableSortedDictionary(kind => kind.Kind, kind => kind.Count, StringComparer.Ordinal);
}
