using System.Text.Json.Serialization;
using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>How the answers of the API are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    Converters = [typeof(ResourceConverter), typeof(OverviewConverter)])]
[JsonSerializable(typeof(ApiError))]
[JsonSerializable(typeof(WriteAnswer))]
[JsonSerializable(typeof(KumaWriteAnswer))]
[JsonSerializable(typeof(TransactionAnswer))]
[JsonSerializable(typeof(ListAnswer))]
[JsonSerializable(typeof(Resource))]
[JsonSerializable(typeof(HistoryAnswer))]
[JsonSerializable(typeof(SourcesAnswer))]
[JsonSerializable(typeof(AboutAnswer))]
[JsonSerializable(typeof(WhoAmIAnswer))]
[JsonSerializable(typeof(UserTokenRequest))]
[JsonSerializable(typeof(DataplaneTokenRequest))]
[JsonSerializable(typeof(KeysAnswer))]
[JsonSerializable(typeof(KeyRequest))]
[JsonSerializable(typeof(RevocationsAnswer))]
[JsonSerializable(typeof(RevocationRequest))]
[JsonSerializable(typeof(SecretsAnswer))]
[JsonSerializable(typeof(SecretRequest))]
[JsonSerializable(typeof(PoliciesAnswer))]
[JsonSerializable(typeof(KindsAnswer))]
[JsonSerializable(typeof(ConfigAnswer))]
[JsonSerializable(typeof(MatchedPoliciesAnswer))]
[JsonSerializable(typeof(AffectedDataplanesAnswer))]
[JsonSerializable(typeof(ResourceMetasAnswer))]
[JsonSerializable(typeof(DeliveryStatus))]
[JsonSerializable(typeof(RevisionEvent))]
[JsonSerializable(typeof(PolicyEvent))]
[JsonSerializable(typeof(ProxyEvent))]
[JsonSerializable(typeof(FindingEvent))]
[JsonSerializable(typeof(MeshInsightAnswer))]
[JsonSerializable(typeof(MeshInsightsAnswer))]
[JsonSerializable(typeof(ServiceInsightAnswer))]
[JsonSerializable(typeof(ServiceInsightsAnswer))]
[JsonSerializable(typeof(OverviewAnswer))]
[JsonSerializable(typeof(OverviewsAnswer))]
[JsonSerializable(typeof(ProxiesAnswer))]
[JsonSerializable(typeof(ReplicasAnswer))]
[JsonSerializable(typeof(RegistrationsAnswer))]
[JsonSerializable(typeof(ReleaseAnswer))]
[JsonSerializable(typeof(IReadOnlyList<SubscriptionAnswer>))]
internal sealed partial class ApiJson : JsonSerializerContext;
