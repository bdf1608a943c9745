namespace TrafficTrace.Core.Store;

/// <summary>
/// What the journal is kept in can't be read or written now. The message says why, for people and without secrets. A write that ends so was
/// not acknowledged: whether it was done is seen once the journal is back.
/// </summary>
public sealed class JournalAwayException(string reason, Exception? cause = null) : Exception(reason, cause);
