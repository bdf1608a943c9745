using System.Reflection;

namespace TrafficTrace.ControlPlane.Api.Answers;

/// <summary>What this program is called, and which one it is.</summary>
internal static class Product
{
    private static readonly Assembly Own = typeof(Product).Assembly;

    public static string Name { get; } = Own.GetCustomAttribute<AssemblyProductAttribute>()!.Product;

    public static string Version { get; } = Own.GetName().Version!.ToString(3);
}
