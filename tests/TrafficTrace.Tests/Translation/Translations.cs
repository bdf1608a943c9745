using System.Collections.Immutable;
using Envoy.Api.Protos;
using TrafficTrace.Translation.Proxies;

namespace TrafficTrace.Tests.Translation;

/// <summary>Short forms for tests.</summary>
internal static class Translations
{
    extension(EnvoyResources resources)
    {
        public ImmutableArray<PackedResource> Clusters => resources[TypeUrls.Cluster];

        public ImmutableArray<PackedResource> Endpoints => resources[TypeUrls.ClusterLoadAssignment];

        public ImmutableArray<PackedResource> Listeners => resources[TypeUrls.Listener];

        public PackedResource Runtime => resources[TypeUrls.Runtime].Single();
    }

    public static EnvoyResources Translate(this ProxyTranslator translator, Asked asked, EnvoyResources? before = null) =>
        translator.Translate(asked.Configuration, asked.Mode, before);
}
