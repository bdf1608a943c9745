using TrafficTrace.Fleet.Nodes;
using TrafficTrace.Fleet.Reconciliation;

namespace TrafficTrace.Tests.Fleet;

internal sealed class DueNodesTests
{
    private readonly ConnectedNode _a = new("default.a");
    private readonly ConnectedNode _b = new("default.b");

    [Test]
    public void Each_is_due_once_and_who_waits_longest_comes_first()
    {
        Assert.That(Taken(Due(_b, _a, _b)), Is.EqualTo(new[] { _b, _a }));
    }

    [Test]
    public void One_that_was_taken_and_is_due_again_comes_last()
    {
        var due = Due(_a, _b);
        due.TryTake(out var first);
        due.Add(first!);
        Assert.That(Taken(due), Is.EqualTo(new[] { _b, _a }));
    }

    [Test]
    public void When_all_are_taken_none_is_due()
    {
        var due = Due(_a);
        Taken(due);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(due.IsEmpty);
            Assert.That(due.TryTake(out _), Is.False);
        }
    }

    private static DueNodes Due(params ConnectedNode[] nodes)
    {
        var due = new DueNodes();
        foreach (var node in nodes) due.Add(node);
        return due;
    }

    private static List<ConnectedNode> Taken(DueNodes due)
    {
        var taken = new List<ConnectedNode>();
        while (due.TryTake(out var node)) taken.Add(node);
        return taken;
    }
}
