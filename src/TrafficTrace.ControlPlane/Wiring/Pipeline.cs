using TrafficTrace.ControlPlane.Access.Users;
using TrafficTrace.ControlPlane.Api;
using TrafficTrace.ControlPlane.Api.Requests;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.ControlPlane.Ports;
using TrafficTrace.ControlPlane.Serving;

namespace TrafficTrace.ControlPlane.Wiring;

/// <summary>
/// What a request passes on its way. Made when the ports are about to open: by then the host's services have begun, so the resources are
/// read and matched meanwhile.
/// </summary>
internal sealed class Pipeline(ControlPlaneOptions options) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseRouting(); // who guards looks at the endpoint
        app.UsePortGuard();
        app.UsePlainStatuses();
        app.UseHostCheck(options);
        app.UseApiGuard();
        app.Use(app.ApplicationServices.GetRequiredService<AccessCheck>().InvokeAsync);
        app.Use(app.ApplicationServices.GetRequiredService<UnfinishedRequests>().CountAsync);
        app.UseEndpoints(routes =>
        {
            Endpoints.Map(routes, options);
            ApiRoutes.Map(routes);
        });
        next(app);
    };
}
