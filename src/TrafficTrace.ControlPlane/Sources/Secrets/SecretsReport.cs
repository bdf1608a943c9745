using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Sources.Secrets;

/// <summary>Tells the operator what is different between two states of the secrets.</summary>
internal static class SecretsReport
{
    public static void Say(ILogger log, SecretsState before, SecretsState after)
    {
        if (!after.Values.HasContentOf(before.Values)) SayValues(log, before, after);
        Some.Say([.. after.Problems.Except(before.Problems)], log.SecretProblem, log.MoreOfSecrets);
        Some.Say([.. before.Problems.Except(after.Problems)], log.SecretProblemOver, log.MoreOfSecrets);
    }

    private static void SayValues(ILogger log, SecretsState before, SecretsState after)
    {
        var (was, now) = (ByName(before), ByName(after));
        Some.Say([.. now.Keys.Except(was.Keys)], log.SecretRead, log.MoreOfSecrets);
        Some.Say(
            [.. now.Keys.Intersect(was.Keys).Where(name => !now[name].Equals(was[name]))], log.SecretChanged, log.MoreOfSecrets);
        Some.Say([.. was.Keys.Except(now.Keys)], log.SecretGone, log.MoreOfSecrets);
    }

    private static SortedDictionary<string, SecretValue> ByName(SecretsState state) =>
        new(state.All.ToDictionary(secret => secret.Name, secret => secret.Value), StringComparer.Ordinal);
}
