namespace TrafficTrace.Core.Wire.Fields;

/// <summary>
/// A field that is read. <see cref="Otherwise"/> ends a sentence: what holds where it is absent, if that is worth knowing.
/// </summary>
internal readonly record struct KnownField(string Name, string? Otherwise)
{
    public static implicit operator KnownField(string name) => new(name, null);

    public static implicit operator KnownField((string Name, string Otherwise) field) => new(field.Name, field.Otherwise);
}
