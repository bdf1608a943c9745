namespace TrafficTrace.Translation;

/// <summary>All that decides one packed thing, small and comparable: equal values pack into equal bytes.</summary>
internal interface IPackable<out TPacked>
{
    TPacked Pack();
}
