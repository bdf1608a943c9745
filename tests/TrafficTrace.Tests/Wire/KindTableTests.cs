using System.Text.RegularExpressions;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire.Kinds;
using TrafficTrace.Tests.Rooms;

namespace TrafficTrace.Tests.Wire;

internal sealed partial class KindTableTests
{
    [Test]
    public void Each_kind_that_is_served_has_a_row_under_its_own_name() =>
        Assert.That(
            KindTable.Rows.Where(row => row.Kind is not null).Select(row => (row.Name, row.Kind)),
            Is.EquivalentTo(Enum.GetValues<ResourceKind>().Select(kind => (kind.ToString(), (ResourceKind?)kind))));

    [Test]
    public void No_kind_is_read_and_skipped() =>
        Assert.That(KindTable.Rows.Select(row => row.Name).Where(SkippedKinds.Contains), Is.Empty);

    [Test]
    public void No_kind_is_a_string_outside_the_room_of_the_kinds()
    {
        var names = KindTable.Rows.Select(row => $"\"{row.Name}\"").ToHashSet(StringComparer.Ordinal);
        var elsewhere =
            from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/Wire/Kinds/", StringComparison.Ordinal)
            from Match literal in Literal().Matches(File.ReadAllText(file))
            where names.Contains(literal.Value)
            select $"{Path.GetFileName(file)}: {literal.Value}";
        Assert.That(elsewhere, Is.Empty);
    }

    // References in comments stand in quotes, too.
    [GeneratedRegex("(?<!cref=)\"[A-Za-z]+\"")]
    private static partial Regex Literal();
}
