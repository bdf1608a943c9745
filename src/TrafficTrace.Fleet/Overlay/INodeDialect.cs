using Envoy.Config.Core.V3;

namespace TrafficTrace.Fleet.Overlay;

/// <summary>How the nodes of one product tell which workload they are.</summary>
internal interface INodeDialect
{
    /// <summary>As <c>generate overlay --for</c> calls it.</summary>
    string Name { get; }

    /// <summary>Null for a node of another product.</summary>
    ToldWorkload? Read(Node node);
}
