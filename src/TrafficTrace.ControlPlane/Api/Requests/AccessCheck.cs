using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Access.Users;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.ControlPlane.Api.Requests;

/// <summary>Before any path is served: who asks, and whether he has the right that the path needs. Says which one is missing.</summary>
internal sealed class AccessCheck(
    Callers callers, FailedAttempts attempts, AttemptMetrics metrics, TimeProvider time, ILogger<AccessCheck> log)
{
    /// <summary>Answers that are held back at the same time, of all addresses: each holds a connection.</summary>
    private const int MaxHeldBack = 256;

    private int _heldBack;

    // Not awaited where nothing is needed: a stream would keep that for as long as it is open.
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var needed = NeededRights.Of(context.GetEndpoint());
        return needed.Right == Right.Nothing ? next(context) : CheckAsync(context, needed, next);
    }

    private async Task CheckAsync(HttpContext context, Needed needed, RequestDelegate next)
    {
        var asker = await callers.OfAsync(context);
        if (asker is { Fault: { } fault, IsUndecided: false } && !await HoldBackAsync(context, fault))
        {
            await AccessAnswer.TooMany.WriteAsync(context);
            return;
        }

        if (Refusal(context, needed, asker) is { } refusal)
        {
            await refusal.WriteAsync(context);
            return;
        }

        context.Features.Set(asker.Caller);
        await next(context);
    }

    /// <summary>Whether whoever was let in still would be: his token may be over or revoked by now.</summary>
    public async Task<bool> StillPassesAsync(HttpContext context) =>
        await callers.OfAsync(context) is var asker
            && (asker.IsUndecided || Refusal(context, NeededRights.Of(context.GetEndpoint()), asker) is null);

    private static AccessAnswer? Refusal(HttpContext context, Needed needed, Identified asker)
    {
        if (asker is { Fault: { } why, IsUndecided: true }) return AccessAnswer.Undecided(why);
        if (asker.Fault is { } fault) return AccessAnswer.WrongToken(fault);
        var (kind, mesh) = (needed.Kind, MeshOf(context, needed.Kind));
        var right = needed.Right == Right.Write && IsPreview(context) ? Right.Read : needed.Right;
        if (AccessRules.Missing(asker.Caller, right, kind, mesh) is not { } missing) return null;
        return asker.Caller.IsKnown ? AccessAnswer.NoRight(asker.Caller, missing) : AccessAnswer.NoToken(missing, asker.NotLocal);
    }

    /// <summary>A write that is only looked at changes nothing.</summary>
    private static bool IsPreview(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<TakesPreview>() is not null && TakesPreview.IsDry(context.Request);

    private static string? MeshOf(HttpContext context, ResourceKind? kind) =>
        context.GetRouteValue(kind == ResourceKind.Mesh ? "name" : "mesh") as string;

    /// <summary>Counts a wrong token and waits where there were too many. False when too many wait already.</summary>
    private async Task<bool> HoldBackAsync(HttpContext context, string fault)
    {
        var address = context.Connection.RemoteIpAddress;
        var failures = attempts.Count(address);
        metrics.Failed();
        if (failures == FailedAttempts.Free + 1) log.Slowed(address, failures, fault);
        if (FailedAttempts.PauseOf(failures) is not { Ticks: > 0 } pause) return true;
        try
        {
            if (Interlocked.Increment(ref _heldBack) > MaxHeldBack) return false;
            await Task.Delay(pause, time, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for the answer any more.
        }
        finally
        {
            Interlocked.Decrement(ref _heldBack);
        }

        return true;
    }
}
