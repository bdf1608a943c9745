using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace TrafficTrace.Tests.Xds;

/// <summary>What a gRPC service knows of a call, without a connection.</summary>
internal sealed class ScriptedCall : ServerCallContext
{
    /// <param name="left">The client has left.</param>
    public ScriptedCall(bool left)
    {
        CancellationTokenCore = new CancellationToken(left);
        UserState["__HttpContext"] = new DefaultHttpContext(); // where GetHttpContext looks
    }

    protected override string MethodCore => "";

    protected override string HostCore => "";

    protected override string PeerCore => "";

    protected override DateTime DeadlineCore => DateTime.MaxValue;

    protected override Metadata RequestHeadersCore => [];

    protected override CancellationToken CancellationTokenCore { get; }

    protected override Metadata ResponseTrailersCore => [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore => new("", []);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException();

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
}
