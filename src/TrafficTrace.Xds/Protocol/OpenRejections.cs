using System.Collections.Immutable;
using Envoy.Api.Protos;

namespace TrafficTrace.Xds.Protocol;

/// <summary>
/// The NACKs of one type on one stream that are not over: each with what is still open of it, the newest last. Immutable.
/// </summary>
internal sealed record OpenRejections(ImmutableArray<Rejection> All)
{
    public static readonly OpenRejections None = new([]);

    public bool IsEmpty => All.IsEmpty;

    /// <summary>When the first of them that can pass is to be offered again; null when none is.</summary>
    public DateTimeOffset? RetryAt => All.IsEmpty ? null : All.Min(rejection => rejection.RetryAt);

    public Blame? Find(string name) => All.LastOrDefault(rejection => rejection.Blames(name))?.Blamed.First(blame => blame.Name == name);

    /// <summary>A new NACK, with the pause that it has to wait, and of the older ones what is still open and is not blamed anew.</summary>
    public OpenRejections With(Rejection rejection, string node, Predicate<PackedResource> open)
    {
        var passing = rejection.Blamed.RemoveAll(blame => !blame.CanPass);
        if (!passing.IsEmpty)
        {
            var attempts = passing.Min(blame => AttemptsOf(blame.Resource)) + 1; // what is new among them begins with the shortest pause
            rejection = rejection with { Attempts = attempts, RetryAt = rejection.Time + RetryPause.After(attempts, node) };
        }

        return new([.. Where(resource => open(resource) && !rejection.Blames(resource.Name)).All, rejection]);
    }

    /// <summary>Only what of them is still open: these where all is.</summary>
    public OpenRejections Where(Predicate<PackedResource> open)
    {
        if (IsEmpty) return this;
        ImmutableArray<Rejection> left = [.. All.Select(rejection => rejection.Of(open)).OfType<Rejection>()];
        return left.Length == All.Length && left.Zip(All).All(pair => ReferenceEquals(pair.First, pair.Second)) ? this : new(left);
    }

    /// <summary>What is to be offered again by <paramref name="now"/>.</summary>
    public IEnumerable<PackedResource> Due(DateTimeOffset now) =>
        All.Where(rejection => rejection.RetryAt <= now)
            .SelectMany(rejection => rejection.Blamed)
            .Where(blame => blame.CanPass)
            .Select(blame => blame.Resource);

    /// <summary>What was rejected for <paramref name="cause"/>.</summary>
    public IEnumerable<PackedResource> Of(RejectionCause cause) =>
        All.SelectMany(rejection => rejection.Blamed).Where(blame => blame.Cause == cause).Select(blame => blame.Resource);

    /// <summary>These, once what is <see cref="Due"/> is on its way.</summary>
    public OpenRejections Offered(DateTimeOffset now) =>
        new([.. All.Select(rejection => rejection.RetryAt <= now ? rejection with { RetryAt = null } : rejection)]);

    private int AttemptsOf(PackedResource resource) =>
        All.LastOrDefault(rejection => rejection.Blamed.Any(blame => blame.CanPass && blame.Resource.Equals(resource)))?.Attempts ?? 0;
}
