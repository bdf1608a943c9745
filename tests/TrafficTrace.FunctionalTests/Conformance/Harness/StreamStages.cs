using TrafficTrace.Xds.Resources;

namespace TrafficTrace.FunctionalTests.Conformance.Harness;

/// <summary>Brings a stream to a stage.</summary>
internal static class StreamStages
{
    public static async Task BringAsync(this XdsClient client, StreamStage stage)
    {
        if (stage == StreamStage.Silent) return;
        await client.SubscribeAsync(ResourceType.Cluster);
        if (stage == StreamStage.Waiting) return;
        var answer = await client.ReceiveAsync(ResourceType.Cluster);
        if (stage == StreamStage.Rejected) await client.NackAsync(answer);
        if (stage == StreamStage.Idle) await client.AckAsync(answer);
    }

    public static bool HasSnapshot(this StreamStage stage) => stage > StreamStage.Waiting;
}
