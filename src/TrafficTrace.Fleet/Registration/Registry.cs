using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Store;
using TrafficTrace.Fleet.Status;
using TrafficTrace.Xds.Streaming;

namespace TrafficTrace.Fleet.Registration;

/// <summary>
/// The proxies that registered themselves, here and at other instances: what happens to them, step by step, by times that are given. Does
/// no input or output and has no clock. Touched by the registrar's loop alone.
/// </summary>
/// <param name="instance">This one of the control planes.</param>
/// <param name="isShared">Whether there may be others.</param>
internal sealed class Registry(string instance, bool isShared)
{
    /// <summary>Characters of all that is registered: each is in memory several times over.</summary>
    public const long MaxCharacters = 128 * 1024 * 1024;

    private static readonly StreamEnd NoRoom = new(
        StreamEndCode.ResourceExhausted, "proxies have registered as much as there is room for; give this one a stored Dataplane");

    private readonly Dictionary<ResourceKey, RegisteredProxy> _proxies = [];
    private readonly Dictionary<string, MeshContact> _meshes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _ofInstance = new(StringComparer.Ordinal);
    private readonly LivingInstances _instances = new();
    private long _generation;
    private long _characters;

    public RegistryNews News { get; } = new();

    /// <summary>When time alone changes something; null when it does not.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>In no order.</summary>
    public IReadOnlyCollection<RegisteredProxy> All => _proxies.Values;

    /// <summary>By mesh: how many there are, and how many of them are gone or lost.</summary>
    public IEnumerable<MeshRegistrations> Counts => _meshes.Select(mesh =>
        new MeshRegistrations(mesh.Key, mesh.Value.All.Count, mesh.Value.Gone.Count - mesh.Value.Lost.Count, mesh.Value.Lost.Count));

    /// <summary>What an earlier process, or others, wrote. Those that nobody else has are gone from now on.</summary>
    public void Load(RegistrationRows rows, DateTimeOffset now)
    {
        Take(rows, now);
        News.Puts.Clear();
        News.Removals.Clear();
    }

    /// <summary>Nobody is known who has not come back yet, here or elsewhere, but those that are lost.</summary>
    public bool AreAllBack(DateTimeOffset now) => _ofInstance.All(of => of.Key == instance || _instances.Lives(of.Key, now));

    /// <summary>Why the stream is not let in; null when it is.</summary>
    public StreamEnd? Claim(Claim claim, DateTimeOffset now)
    {
        var known = _proxies.GetValueOrDefault(claim.Key);
        if (Claims.Refusal(known, claim) is { } refusal) return refusal;
        if (_characters + Size(claim.Dataplane) - Size(known?.Dataplane) > MaxCharacters)
            return NoRoom;
        var next = Claims.Taken(known, claim, instance, ++_generation, now);
        if (isShared && known?.GoneAt is not null) next = next with { Generation = _generation, IsRecorded = false };
        News.Replaced.AddRange((known?.Streams ?? []).Except(next.Streams));
        Set(claim.Key, next);
        if (!next.IsRecorded) News.Puts.Add(next.Row(now));
        if (known is null) News.Arrived.Add(claim.Key);
        return null;
    }

    public Dataplane? Find(ResourceKey key) => _proxies.GetValueOrDefault(key)?.Dataplane;

    /// <summary>A stream that brought this is open; false when another proxy has taken the name meanwhile.</summary>
    public bool Opened(long stream, Dataplane brought)
    {
        if (_proxies.GetValueOrDefault(brought.Key) is not { } known || !known.Dataplane.HasContentOf(brought)) return false;
        Set(known.Key, known.Opened(stream));
        return true;
    }

    public void Closed(long stream, ResourceKey key, DateTimeOffset now)
    {
        if (_proxies.GetValueOrDefault(key) is { } known) Set(key, known.Closed(stream, now));
    }

    /// <summary>The row of the proxy is written as it was then.</summary>
    public void Recorded(ResourceKey key, long generation)
    {
        if (_proxies.GetValueOrDefault(key) is { } known && known.Instance == instance && known.Generation == generation)
            Set(key, known with { IsRecorded = true });
    }

    /// <summary>What others wrote, and who of them lives.</summary>
    public void Take(RegistrationRows rows, DateTimeOffset now)
    {
        _instances.Look(rows.Beats, now);
        foreach (var row in rows.Changed) Take(row);
        foreach (var gone in _proxies.Values.Where(proxy => proxy.IsRecorded && rows.Present?.Contains(proxy.Key) == false).ToArray())
            TakeRemoval(gone, now);
        foreach (var proxy in _proxies.Values.Where(proxy => proxy.Instance != instance && proxy.Streams.IsEmpty).ToArray())
            LookAtInstance(proxy, now);
    }

    /// <summary>Takes away those whose time has come, but for those that went with many others.</summary>
    public void Expire(DateTimeOffset now)
    {
        if (!(DueAt <= now)) return;
        foreach (var (mesh, contact) in _meshes.ToArray())
        {
            Expire(mesh, contact, now);
            if (contact.IsOver(now)) _meshes.Remove(mesh);
        }

        DueAt = _meshes.Values.SelectMany(mesh => mesh.Gone).Min(key => _proxies[key].DueAt);
    }

    /// <summary>Lets those of a mesh go that are lost; returns how many.</summary>
    public int Release(string mesh)
    {
        RegisteredProxy[] lost = [.. _meshes.GetValueOrDefault(mesh)?.Lost.Select(key => _proxies[key]) ?? []];
        foreach (var proxy in lost) Remove(proxy);
        return lost.Length;
    }

    private void Expire(string mesh, MeshContact contact, DateTimeOffset now)
    {
        RegisteredProxy[] due = [.. contact.Gone.Select(key => _proxies[key]).Where(proxy => proxy.DueAt <= now)];
        if (due.Length == 0) return;
        var loss = contact.Loss(key => _proxies[key].GoneAt!.Value, now);
        var lost = due.Count(proxy => loss.HasManyAround(proxy.GoneAt!.Value));
        foreach (var proxy in due)
        {
            if (loss.HasManyAround(proxy.GoneAt!.Value)) Lose(proxy, now);
            else Remove(proxy);
        }

        if (lost > 0) News.Losses.Add((mesh, contact.Lost.Count));
    }

    private void Lose(RegisteredProxy proxy, DateTimeOffset now)
    {
        var lost = proxy with { IsLost = true, Instance = instance, Generation = ++_generation, IsRecorded = false };
        Set(proxy.Key, lost);
        News.Puts.Add(lost.Row(now));
    }

    private void Remove(RegisteredProxy proxy)
    {
        if (proxy.GoneAt is { } at) _meshes[proxy.Key.Mesh].Removed[proxy.Key] = at;
        News.Removals.Add(new(proxy.Key, proxy.Instance, proxy.Generation));
        News.Removed.Add(proxy.Key);
        Set(proxy.Key, null);
    }

    private void Take(KeptRegistration row)
    {
        var known = _proxies.GetValueOrDefault(row.Key);
        if (row.Instance == instance || known is { IsRecorded: false }) return;
        var isSame = known?.Dataplane.HasContentOf(row.Dataplane) == true;
        var next = RegisteredProxy.Of(row);
        if (isSame) next = next with { Dataplane = known!.Dataplane, Streams = known.Streams, Replaced = known.Replaced };
        else if (known is { Streams.IsEmpty: false }) next = next with { Replaced = known.Dataplane.SpecJson };
        News.Replaced.AddRange((known?.Streams ?? []).Except(next.Streams));
        Set(row.Key, next);
    }

    // Whoever took it away did not know of streams here.
    private void TakeRemoval(RegisteredProxy proxy, DateTimeOffset now)
    {
        if (proxy.Streams.IsEmpty)
        {
            News.Removed.Add(proxy.Key);
            Set(proxy.Key, null);
            return;
        }

        var again = proxy with { Instance = instance, Generation = ++_generation, IsRecorded = false };
        Set(proxy.Key, again);
        News.Puts.Add(again.Row(now));
    }

    private void LookAtInstance(RegisteredProxy proxy, DateTimeOffset now)
    {
        var isGone = proxy.IsLost || !isShared || _instances.IsGone(proxy.Instance, now);
        if (isGone == proxy.GoneAt is not null) return;
        Set(proxy.Key, proxy with { GoneAt = isGone ? now : null, Patience = RegisteredProxy.StaleLinger });
    }

    private void Set(ResourceKey key, RegisteredProxy? next)
    {
        var before = _proxies.GetValueOrDefault(key);
        if (ReferenceEquals(before, next)) return;
        if (next is null) _proxies.Remove(key);
        else _proxies[key] = next;
        Count(key, before, next);
        if (!ReferenceEquals(before?.Dataplane, next?.Dataplane)) News.Changed[key] = next?.Dataplane;
        if (next?.DueAt is { } due && !(DueAt < due)) DueAt = due;
    }

    private void Count(ResourceKey key, RegisteredProxy? before, RegisteredProxy? next)
    {
        _characters += Size(next?.Dataplane) - Size(before?.Dataplane);
        if (!_meshes.TryGetValue(key.Mesh, out var mesh)) _meshes.Add(key.Mesh, mesh = new());
        Keep(mesh.All, key, next is not null);
        if (next is not null) mesh.Removed.Remove(key);
        Keep(mesh.Gone, key, next?.GoneAt is not null);
        var wasLost = mesh.Lost.Count > 0;
        Keep(mesh.Lost, key, next is { GoneAt: not null, IsLost: true });
        if (wasLost && mesh.Lost.Count == 0) News.Over.Add(key.Mesh);
        if (Expected(before) is { } left && --_ofInstance[left] == 0) _ofInstance.Remove(left);
        if (Expected(next) is { } joined) _ofInstance[joined] = _ofInstance.GetValueOrDefault(joined) + 1;
    }

    private static string? Expected(RegisteredProxy? proxy) => proxy is { IsLost: false, Streams.IsEmpty: true } ? proxy.Instance : null;

    private static void Keep(HashSet<ResourceKey> set, ResourceKey key, bool isIn)
    {
        if (isIn) set.Add(key);
        else set.Remove(key);
    }

    private static long Size(Dataplane? dataplane) => dataplane is null ? 0 : dataplane.SpecJson.Length + dataplane.Name.Length;
}
