using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TrafficTrace.ControlPlane.Access.Keys;
using TrafficTrace.ControlPlane.Access.Users;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.Core.Access;

namespace TrafficTrace.Tests.ControlPlane.Access;

/// <summary>A keyring, and what finds out by it who asks.</summary>
internal sealed class UserStage : IDisposable
{
    private readonly KeyringLoop _loop;
    private readonly SigningKeys _keys;
    private readonly OwnTokens _own;

    public UserStage(DateTimeOffset now, ControlPlaneOptions? options = null)
    {
        options ??= new();
        Time = new(now);
        _loop = new(Keyring, null!, Time, NullLogger<KeyringLoop>.Instance);
        _keys = new(Keyring, Time);
        _own = new(_keys, _loop, Time);
        Tokens = new(_keys, _own, Time);
        Replicas = ReplicaTokensOf("this");
        Callers = new(options, Tokens, new OidcTokens(options, Time), Replicas);
    }

    public FakeTimeProvider Time { get; }

    public MemoryKeyring Keyring { get; } = new();

    public UserTokens Tokens { get; }

    /// <summary>Of the replica whose callers these are.</summary>
    public ReplicaTokens Replicas { get; }

    public Callers Callers { get; }

    /// <summary>Of a replica on the same store.</summary>
    public ReplicaTokens ReplicaTokensOf(string instance) => new(_keys, _own, instance);

    /// <summary>The keys are read from now on.</summary>
    public async Task LoadAsync()
    {
        await _loop.StartAsync(default);
        await _loop.Loaded;
    }

    public ValueTask<Identified> ReadAsync(string token) => Callers.ByTokenAsync(token, default);

    public void Dispose() => _loop.Dispose();
}
