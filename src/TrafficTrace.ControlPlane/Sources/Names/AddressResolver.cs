using System.Collections.Immutable;
using System.Net.Sockets;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Sources.Names;

/// <summary>
/// Addresses of Dataplanes that are DNS names. A name keeps its last good IP through every failure, and keeps it as long as
/// it is among the answers, so that names with several addresses don't wander. Used by one loop. A name without an address is asked for
/// soon again: its machine or container may be starting.
/// </summary>
internal sealed class AddressResolver(ResolveHost resolve, TimeProvider time, ILogger<AddressResolver> log)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan IntervalWhileUnresolved = TimeSpan.FromSeconds(2);

    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private ImmutableDictionary<string, LookedUp> _names = ImmutableDictionary.Create<string, LookedUp>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those of <paramref name="names"/> that were never asked for, or not for so long that it is time again.</summary>
    public ImmutableArray<string> Due(ImmutableArray<string> names)
    {
        var now = time.GetTimestamp();
        return names.RemoveAll(name => _names.TryGetValue(name, out var last) && time.GetElapsedTime(last.Timestamp, now) < last.Lasts);
    }

    /// <summary>
    /// The IPs of all names that have one: those of <paramref name="names"/>, and, for <see cref="Kept"/>, those that stood among them
    /// before. A Dataplane that comes back has its address at once, also when DNS does not answer then.
    /// </summary>
    public HostAddresses Known(ImmutableArray<string> names)
    {
        var now = time.GetTimestamp();
        _names = _names.RemoveRange(
            _names.Where(name => time.GetElapsedTime(name.Value.Timestamp, now) > Kept).Select(name => name.Key)
                .Except(names, _names.KeyComparer));
        return new(HostAddresses.None.ByName.AddRange(
            from name in _names where name.Value.Address is not null select KeyValuePair.Create(name.Key, name.Value.Address!)));
    }

    /// <summary>
    /// Takes over what another process has found of <paramref name="names"/>, which are not asked for as long as that is said again and
    /// again. Whether something is another now.
    /// </summary>
    public bool Adopt(HostAddresses found, ImmutableArray<string> names)
    {
        var now = time.GetTimestamp();
        var before = _names;
        _names = before.SetItems(
            from name in names
            let address = found.Of(name)
            where address is not null
            select KeyValuePair.Create(name, new LookedUp(address, now) { IsAdopted = true }));
        return names.Any(name => _names.GetValueOrDefault(name).Address != before.GetValueOrDefault(name).Address);
    }

    /// <summary>Asks for all of <paramref name="names"/> at once. Failures are logged, not thrown.</summary>
    public async Task LookUpAsync(ImmutableArray<string> names, CancellationToken token)
    {
        if (names.IsEmpty) return;
        var now = time.GetTimestamp();
        var answers = await Task.WhenAll(names.Select(name => LookUpAsync(name, token)));
        _names = _names.SetItems(names.Zip(answers, (name, address) => KeyValuePair.Create(name, new LookedUp(address, now))));
    }

    private async Task<string?> LookUpAsync(string name, CancellationToken token)
    {
        var known = _names.GetValueOrDefault(name).Address;
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
        else if (!_names.ContainsKey(name)) log.AddressUnresolved(name, reason);
        return known;
    }

    /// <summary>The address is null as long as no answer held one.</summary>
    private readonly record struct LookedUp(string? Address, long Timestamp)
    {
        public bool IsAdopted { get; init; }

        public TimeSpan Lasts => Address is null || IsAdopted ? IntervalWhileUnresolved : Interval;
    }
}
