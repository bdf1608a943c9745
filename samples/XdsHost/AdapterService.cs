using Grpc.Core;
using TrafficTrace.XdsHost.Wire;

namespace TrafficTrace.XdsHost;

/// <summary>The adapter API: a test says what is served.</summary>
internal sealed class AdapterService(NodeStates states) : Adapter.AdapterBase
{
    public override Task<SetStateResponse> SetState(SetStateRequest request, ServerCallContext context)
    {
        Try(() => states.Replace(request.Node, request.Version, request.Resources.Select(Bodies.Read)));
        return Task.FromResult(new SetStateResponse { Success = true });
    }

    public override Task<clearStateResponse> ClearState(clearStateRequest request, ServerCallContext context)
    {
        states.Clear(request.Node);
        return Task.FromResult(new clearStateResponse { Response = $"nothing is served to '{request.Node}'" });
    }

    public override Task<ResourceResponse> UpdateResource(ResourceRequest request, ServerCallContext context) => Put(request);

    public override Task<ResourceResponse> AddResource(ResourceRequest request, ServerCallContext context) => Put(request);

    public override Task<ResourceResponse> RemoveResource(ResourceRequest request, ServerCallContext context)
    {
        states.Change(request.Node, request.TypeUrl, content => content.Without(request.ResourceName, request.Version));
        return Task.FromResult(new ResourceResponse { Success = true });
    }

    private Task<ResourceResponse> Put(ResourceRequest request)
    {
        Try(() => states.Change(request.Node, request.TypeUrl,
            content => content.With(Bodies.Invent(request.TypeUrl, request.ResourceName, request.Version), request.Version)));
        return Task.FromResult(new ResourceResponse { Success = true });
    }

    private static void Try(Action change)
    {
        try
        {
            change();
        }
        catch (FormatException wrong)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, wrong.Message));
        }
    }
}
