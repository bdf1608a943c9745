using Grpc.Core;

namespace TrafficTrace.Floor;

/// <summary>Answers from a template: one answer a type, and nothing is kept of a request.</summary>
internal sealed class FloorService(Template template, FloorStreams streams) : AggregatedStream
{
    public override async Task StreamAggregatedResources(
        IAsyncStreamReader<FloorRequest> requests, IServerStreamWriter<byte[]> responses, ServerCallContext context)
    {
        streams.Add(responses);
        try
        {
            while (await requests.MoveNext(context.CancellationToken))
            {
                if (requests.Current.Type is { } type) await responses.WriteAsync(template[type], context.CancellationToken);
            }
        }
        finally
        {
            streams.Remove(responses);
        }
    }
}
