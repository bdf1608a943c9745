using System.Text.Json;
using System.Text.Json.Serialization;
using TrafficTrace.Core.Resources;
using TrafficTrace.Core.Wire;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>A resource in an answer stands as Kuma gives it back.</summary>
internal sealed class ResourceConverter : JsonConverter<Resource>
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsAssignableTo(typeof(Resource));

    public override Resource Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("resources are read by their own reader");

    public override void Write(Utf8JsonWriter writer, Resource value, JsonSerializerOptions options) => ResourceJson.Write(writer, value);
}
