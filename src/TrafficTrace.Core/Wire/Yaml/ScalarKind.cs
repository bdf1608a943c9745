namespace TrafficTrace.Core.Wire.Yaml;

internal enum ScalarKind
{
    Null,
    Boolean,
    Number,
    Text,
}
