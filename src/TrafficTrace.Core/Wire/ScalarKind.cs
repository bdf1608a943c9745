namespace TrafficTrace.Core.Wire;

internal enum ScalarKind
{
    Null,
    Boolean,
    Number,
    Text,
}
