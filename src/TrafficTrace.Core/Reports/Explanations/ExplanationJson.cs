using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrafficTrace.Core.Reports.Explanations;

/// <summary>How an explanation is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ProxyExplanation))]
public sealed partial class ExplanationJson : JsonSerializerContext;
