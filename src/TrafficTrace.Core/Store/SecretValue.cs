namespace TrafficTrace.Core.Store;

/// <summary>
/// The value of a secret. It is to be read by <see cref="Reveal"/> alone, so that neither a text, nor JSON, nor the log of something that
/// holds it shows it.
/// </summary>
public sealed class SecretValue(string text) : IEquatable<SecretValue>
{
    public string Reveal() => text;

    public bool Equals(SecretValue? other) => other is not null && text == other.Reveal();

    public override bool Equals(object? obj) => Equals(obj as SecretValue);

    public override int GetHashCode() => text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => "(secret)";
}
