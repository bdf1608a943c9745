using System.Text.Json.Serialization;

namespace TrafficTrace.ControlPlane.Replicas;

/// <summary>How replicas write to each other. What is missing, or null where it may not be, is refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(FleetLine))]
internal sealed partial class ReplicaJson : JsonSerializerContext;
