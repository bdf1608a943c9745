namespace TrafficTrace.EndToEndTests.Harness;

/// <summary>Bounds of a share: what 99.99 % of fair samples keep to.</summary>
internal static class Binomial
{
    private const double Tail = 0.00005; // on each side

    /// <summary>
    /// The smallest and the largest number of hits in <paramref name="tries"/> that a fair sampler of that chance is allowed.
    /// </summary>
    public static (int Low, int High) Bounds(int tries, double chance)
    {
        var below = 0.0;
        var (low, high) = (-1, tries);
        for (var hits = 0; hits <= tries; hits++)
        {
            below += Probability(tries, hits, chance);
            if (low < 0 && below > Tail) low = hits;
            if (below < 1 - Tail) continue;
            high = hits;
            break;
        }

        return (low, high);
    }

    // In logarithms, as the factors are far beyond what a double holds.
    private static double Probability(int tries, int hits, double chance)
    {
        if (chance <= 0) return hits == 0 ? 1 : 0;
        if (chance >= 1) return hits == tries ? 1 : 0;
        return Math.Exp(
            LogFactorial(tries) - LogFactorial(hits) - LogFactorial(
                tries - hits) + hits * Math.Log(chance) + (tries - hits) * Math.Log(1 - chance));
    }

    private static double LogFactorial(int number)
    {
        var sum = 0.0;
        for (var factor = 2; factor <= number; factor++) sum += Math.Log(factor);
        return sum;
    }
}
