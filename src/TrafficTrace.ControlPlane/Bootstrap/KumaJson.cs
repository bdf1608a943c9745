using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrafficTrace.ControlPlane.Bootstrap;

/// <summary>How kuma-dp writes and reads.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(KumaBootstrapRequest))]
[JsonSerializable(typeof(KumaBootstrapAnswer))]
internal sealed partial class KumaJson : JsonSerializerContext;
