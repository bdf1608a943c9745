using TrafficTrace.Core.Validation;

namespace TrafficTrace.Core.Wire.Yaml;

/// <summary>A key that stands in one mapping at <see cref="FirstLine"/> and again at <see cref="Line"/>.</summary>
internal sealed record RepeatedKey(string Key, int FirstLine, int Line)
{
    public string Told => $"the key {GoQuoted.Text(Key)} stands here and in line {FirstLine} of one mapping: remove one of the two";
}
