using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Wire.Fields;

/// <summary>How one gets from a place in a document to one in it.</summary>
internal readonly record struct FieldStep
{
    private readonly string? _field;
    private readonly string? _key;
    private readonly int _item;

    private FieldStep(string? field, string? key, int item) => (_field, _key, _item) = (field, key, item);

    /// <summary>Of the field; null for a key or an item.</summary>
    public string? Name => _field;

    public static FieldStep Field(string name) => new(name, null, 0);

    /// <summary>A key that is the user's own word.</summary>
    public static FieldStep Key(string key) => new(null, key, 0);

    public static FieldStep Item(int index) => new(null, null, index);

    public string After(string path)
    {
        if (_key is not null) return $"{path}[{GoQuoted.Text(_key)}]";
        if (_field is null) return $"{path}[{_item}]";
        return path.Length == 0 ? GoQuoted.Word(_field) : $"{path}.{GoQuoted.Word(_field)}";
    }
}
