using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.ControlPlane.Resources;

/// <summary>
/// Addresses of Dataplanes that are DNS names. A name keeps its last good IP through every failure, and keeps it as long as
/// it is among the answers, so that names with several addresses don't wander. Used by one loop, which looks names up in the
/// background.
/// </summary>
internal sealed class AddressResolver(ResolveHost resolve, TimeProvider time, ILogger<AddressResolver> log)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Name → IP; null: asked for, never answered.
    private volatile ImmutableDictionary<string, string?> _addresses = ImmutableDictionary.Create<string, string?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names that have to be asked for.</summary>
    public static ImmutableArray<string> NamesIn(IEnumerable<Resource> resources) =>
    [
        .. resources.OfType<Dataplane>()
            .Where(dataplane => dataplane.ResolvedAddress is null)
            .Select(dataplane => dataplane.Address)
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    public bool HasAskedFor(string name) => _addresses.ContainsKey(name);

    /// <summary>The resource with its IP, if that is known.</summary>
    public Resource Resolved(Resource resource) =>
        resource is Dataplane { ResolvedAddress: null } dataplane && _addresses.GetValueOrDefault(dataplane.Address) is { } address
            ? dataplane with { ResolvedAddress = address }
            : resource;

    /// <summary>Asks for all of <paramref name="names"/> at once. Failures are logged, not thrown.</summary>
    public async Task LookUpAsync(ImmutableArray<string> names, CancellationToken token)
    {
        if (names.IsEmpty) return;
        var answers = await Task.WhenAll(names.Select(name => LookUpAsync(name, token)));
        _addresses = _addresses.SetItems(names.Zip(answers, KeyValuePair.Create));
    }

    private async Task<string?> LookUpAsync(string name, CancellationToken token)
    {
        var known = _addresses.GetValueOrDefault(name);
        try
        {
            var answer = await resolve(name, token).WaitAsync(Patience, time, token);
            return Choose(answer.Select(address => address.ToString()), known) ?? Unresolved(name, known, "the answer holds no address");
        }
        catch (Exception failure) when (failure is SocketException or TimeoutException or ArgumentException)
        {
            return Unresolved(name, known, failure.Message);
        }
    }

    private static string? Choose(IEnumerable<string> answer, string? known)
    {
        var addresses = answer.OrderBy(address => address.Contains(':')).ThenBy(address => address, StringComparer.Ordinal).ToArray();
        return known is not null && addresses.Contains(known) ? known : addresses.FirstOrDefault();
    }

    private string? Unresolved(string name, string? known, string reason)
    {
        if (known is not null) log.AddressKept(name, known, reason);
        else if (!HasAskedFor(name)) log.AddressUnresolved(name, reason);
        return known;
    }
}
