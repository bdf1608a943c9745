using Microsoft.AspNetCore.Diagnostics;
using TrafficTrace.ControlPlane.Access;
using TrafficTrace.ControlPlane.Access.Users;
using TrafficTrace.ControlPlane.Api.About;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.ControlPlane.Api.Describing;
using TrafficTrace.ControlPlane.Api.Events;
using TrafficTrace.ControlPlane.Api.History;
using TrafficTrace.ControlPlane.Api.Incident;
using TrafficTrace.ControlPlane.Api.Inspect;
using TrafficTrace.ControlPlane.Api.Keys;
using TrafficTrace.ControlPlane.Api.Live;
using TrafficTrace.ControlPlane.Api.Proxies;
using TrafficTrace.ControlPlane.Api.Requests;
using TrafficTrace.ControlPlane.Api.Resources;
using TrafficTrace.ControlPlane.Api.Status;
using TrafficTrace.ControlPlane.Api.Tokens;
using TrafficTrace.ControlPlane.Api.Transactions;
using TrafficTrace.ControlPlane.Api.Writing;
using TrafficTrace.ControlPlane.Ports;

namespace TrafficTrace.ControlPlane.Api;

/// <summary>The paths of the API, group by group.</summary>
internal static class ApiRoutes
{
    public static void Add(IServiceCollection services)
    {
        OpenApi.Add(services);
        services.AddSingleton<ApiFilter>().AddSingleton<Revisions>().AddSingleton<ApiWriter>().AddSingleton<WriteAnswers>()
            .AddSingleton<TransactionAnswers>().AddSingleton<OneResource>().AddSingleton<WriteAccess>()
            .AddSingleton<LiveProxies>().AddSingleton<StatusWait>().AddSingleton<ConnectedProxies>().AddSingleton<WritePreviews>();
        AddUsers(services);
    }

    private static void AddUsers(IServiceCollection services)
    {
        services.AddSingleton<OwnTokens>().AddSingleton<UserTokens>().AddSingleton<OidcTokens>().AddSingleton<Callers>()
            .AddSingleton<FailedAttempts>().AddSingleton<AttemptMetrics>().AddSingleton<AccessCheck>();
        services.AddHostedService<FirstAdmin>();
    }

    /// <summary>What no handler answers is said in words, as Kuma does: a path or a method that is not served.</summary>
    public static void UsePlainStatuses(this IApplicationBuilder app) => app.UseWhen(
        context => ServedPort.Of(context).IsApi, api => api.UseStatusCodePages(SayStatusAsync));

    public static void Map(IEndpointRouteBuilder routes)
    {
        OpenApi.Map(routes);
        AboutRoutes.MapIndex(routes);
        // One for all requests: to be made for each, it would be compiled at each start.
        var api = routes.MapGroup("").AddEndpointFilter(routes.ServiceProvider.GetRequiredService<ApiFilter>());
        AboutRoutes.Map(api);
        SourcesRoutes.Map(api);
        ResourceRoutes.Map(api);
        InspectRoutes.Map(api);
        OverviewRoutes.Map(api);
        InsightRoutes.Map(api);
        ApplyRoutes.Map(api);
        PreviewRoutes.Map(api);
        ExplainRoutes.Map(api);
        ProxiesRoutes.Map(api);
        ReplicasRoutes.Map(api);
        RegistrationsRoutes.Map(api);
        HistoryRoutes.Map(api);
        StatusRoutes.Map(api);
        EventRoutes.Map(api);
        FreezeRoutes.Map(api);
        UserTokenRoutes.Map(api);
        DataplaneTokenRoutes.Map(api);
        KeyRoutes.Map(api);
        RevocationRoutes.Map(api);
        SecretRoutes.Map(api);
        OtherMethods.Refuse(routes);
    }

    private static Task SayStatusAsync(StatusCodeContext context) =>
        Answer.Plain(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext);
}
