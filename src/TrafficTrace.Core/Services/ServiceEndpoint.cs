using TrafficTrace.Core.Resources;

namespace TrafficTrace.Core.Services;

/// <summary>One inbound as others reach it: advertised address, else the inbound's, else the dataplane's.</summary>
public sealed record ServiceEndpoint(string Address, int Port, TagSet Tags, bool Ready);
