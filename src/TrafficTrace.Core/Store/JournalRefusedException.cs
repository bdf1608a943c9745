using System.Collections.Immutable;

namespace TrafficTrace.Core.Store;

/// <summary>The journal can't be opened until somebody does something: each reason says what, without secrets.</summary>
public sealed class JournalRefusedException(ImmutableArray<string> reasons, Exception? cause = null)
    : Exception(string.Join("; ", reasons), cause)
{
    public JournalRefusedException(string reason, Exception? cause = null)
        : this([reason], cause)
    {
    }

    public ImmutableArray<string> Reasons => reasons;
}
