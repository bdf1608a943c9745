using System.Security.Cryptography.X509Certificates;
using TrafficTrace.Cli.Output;
using TrafficTrace.Core.Resources;

namespace TrafficTrace.Cli.Dump;

/// <summary>
/// <see cref="Type"/> is the only part to print, null for all; <see cref="Authorities"/> who issues the control plane's certificate, null
/// for plain text; <see cref="Token"/> says who asks, null for nobody in particular.
/// </summary>
internal sealed record DumpOptions(
    NodeName Node,
    string XdsAddress,
    bool Rtds,
    bool Delta,
    ConfigurationType? Type,
    OutputFormat Format,
    TimeSpan Timeout,
    X509Certificate2Collection? Authorities = null,
    string? Token = null);
