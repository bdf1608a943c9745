namespace TrafficTrace.Core.Store;

/// <summary>A control plane that shares the store, as it says of itself.</summary>
/// <param name="Instance">As no other process is called.</param>
/// <param name="Address">Where its API answers the others: a URL without a path.</param>
/// <param name="Certificate">SHA-256 of the certificate that it shows there; null where it speaks plain text.</param>
/// <param name="Version">Of the program.</param>
/// <param name="Beat">How often it has told so: one that lives tells it again and again.</param>
public sealed record ReplicaRow(string Instance, string Address, string? Certificate, string Version, long Beat);
