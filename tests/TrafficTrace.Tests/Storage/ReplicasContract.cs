using TrafficTrace.Core.Store;
using TrafficTrace.Storage.Sql;

namespace TrafficTrace.Tests.Storage;

/// <summary>What holds for the rows of replicas in any database.</summary>
internal static class ReplicasContract
{
    /// <param name="databases">Of processes that use one database.</param>
    public static async Task HoldAsync(params OpenedDatabase[] databases)
    {
        var (first, last) = (new SqlReplicas(databases[0]), new SqlReplicas(databases[^1]));
        var (one, two) = (Row("one", null), Row("two", "AB12"));
        Assert.That(await first.BeatAsync(one, [], default), Is.EqualTo(new[] { one with { Beat = 1 } }));
        var both = await last.BeatAsync(two, [], default);
        Assert.That(both, Is.EqualTo(new[] { one with { Beat = 1 }, two with { Beat = 1 } }));

        var moved = one with { Address = "http://10.0.0.9:5681", Version = "2.0.0" };
        await first.BeatAsync(moved, [], default);
        var later = await last.BeatAsync(two, [both[0]], default);
        Assert.That(later, Is.EqualTo(new[] { moved with { Beat = 2 }, two with { Beat = 2 } }), "whoever told something since stays");
        Assert.That(await last.BeatAsync(two, [later[0]], default), Is.EqualTo(new[] { two with { Beat = 3 } }));

        await last.LeaveAsync("two", default);
        Assert.That(await first.BeatAsync(one, [], default), Is.EqualTo(new[] { one with { Beat = 1 } }));
    }

    private static ReplicaRow Row(string instance, string? certificate) =>
        new(instance, $"http://{instance}:5681", certificate, "1.0.0", 0);
}
