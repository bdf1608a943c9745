namespace TrafficTrace.Translation.Bootstraps;

/// <summary>Certificates, PEM: a file, or the text itself.</summary>
public sealed record TrustedAuthorities(string Value, bool IsFile = true);
