using System.Runtime.CompilerServices;

namespace TrafficTrace.Core.Store;

/// <summary>
/// Stands for an object in comparisons without keeping it. Thousands of proxies remember which map of a mesh they were made from, each
/// perhaps another revision's: with the maps themselves, all that was in them would stay.
/// </summary>
public static class Sameness
{
    private static readonly ConditionalWeakTable<object, object> Tokens = [];

    /// <summary>One for each object, not for each content.</summary>
    public static object Of(object value) => Tokens.GetValue(value, static _ => new object());
}
