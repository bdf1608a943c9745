using System.Text.Json;
using System.Text.Json.Serialization;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>An overview as Kuma gives it: the Dataplane's identity, and its own fields under a name of their own.</summary>
internal sealed class OverviewConverter : JsonConverter<OverviewAnswer>
{
    private const string Overview = nameof(Dataplane) + "Overview";

    public override OverviewAnswer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("overviews are only written");

    public override void Write(Utf8JsonWriter writer, OverviewAnswer value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        ResourceJson.WriteMeta(writer, value.Dataplane, Overview);
        writer.WritePropertyName("dataplane");
        ResourceJson.Spec(value.Dataplane).WriteTo(writer);
        writer.WriteStartObject("dataplaneInsight");
        if (value.Subscriptions.Count > 0)
        {
            writer.WritePropertyName("subscriptions");
            JsonSerializer.Serialize(writer, value.Subscriptions, ApiJson.Default.IReadOnlyListSubscriptionAnswer);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
