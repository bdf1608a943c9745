using System.Collections.Immutable;

namespace TrafficTrace.ControlPlane.Tls;

/// <summary>Tells the operator what is different between two looks at the ports' certificates.</summary>
internal sealed class TlsReport(ILogger log)
{
    private ImmutableDictionary<string, (TlsPortState State, bool EndsSoon)> _told = [];

    public void Say(IEnumerable<TlsPortState> states, DateTimeOffset now)
    {
        foreach (var state in states)
        {
            var (before, toldOfEnd) = _told.GetValueOrDefault(state.Port);
            if (state.Thumbprint is { } thumbprint && thumbprint != before?.Thumbprint)
                log.CertificateTaken(state.Port, state.File, state.NotAfter!.Value, thumbprint);
            foreach (var fault in state.Faults.Except(before?.Faults ?? [])) SayFault(state, fault);
            foreach (var fault in (before?.Faults ?? []).Except(state.Faults)) log.CertificateFaultOver(state.Port, fault);
            var endsSoon = state.EndsSoon(now);
            if (endsSoon && (!toldOfEnd || state.Thumbprint != before?.Thumbprint))
                log.CertificateEnds(state.Port, state.File, state.NotAfter!.Value);
            _told = _told.SetItem(state.Port, (state, endsSoon));
        }
    }

    private void SayFault(TlsPortState state, string fault) =>
        log.CertificateFault(state.Port, fault, state.Thumbprint is null ? "nobody can connect" : "the one before stays in force");
}
