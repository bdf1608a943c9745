namespace TrafficTrace.Tests.Storage;

internal enum OperationKind
{
    Create,
    Change,
    Delete,
}
