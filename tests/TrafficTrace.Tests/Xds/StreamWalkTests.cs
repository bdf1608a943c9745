namespace TrafficTrace.Tests.Xds;

/// <summary>Whatever clients and servers do, the rules hold and the client ends up with what there is.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class StreamWalkTests
{
    private const int Some = 500;
    private const int All = 10_000;

    [Test]
    public void A_walk_keeps_the_rules_and_converges([Values] bool delta) => Walk(delta, 0, Some);

    [Test]
    [Category("Long")]
    public void Each_of_many_walks_keeps_the_rules_and_converges([Values] bool delta) => Walk(delta, Some, All);

    private static void Walk(bool delta, int from, int to)
    {
        for (var seed = from; seed < to; seed++)
        {
            var walk = new StreamWalk(seed, delta);
            try
            {
                walk.Run(steps: 40);
            }
            catch (AssertionException broken)
            {
                Assert.Fail($"seed {seed}: {broken.Message}\n{string.Join("\n", walk.Story)}");
            }
        }
    }
}
