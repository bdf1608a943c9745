using System.Collections.Immutable;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Envoy.Api.Protos;

namespace TrafficTrace.Xds.Resources;

/// <summary>All resources of one type in a snapshot, sorted ordinally by name, each name once (xds R50).</summary>
public sealed class ResourceSet
{
    public static readonly ResourceSet Empty = new([], null);

    private readonly string? _version;

    private ResourceSet(ImmutableArray<PackedResource> resources, string? version)
    {
        Resources = resources;
        var held = ImmutableArray.CreateBuilder<Held>(resources.Length);
        foreach (var resource in resources) held.Add(new Held(resource.Name, resource.Version));
        Held = HeldSet.OfSorted(held.MoveToImmutable());
        _version = version ?? Hash(resources);
    }

    public ImmutableArray<PackedResource> Resources { get; }

    /// <summary>Hash of all names and contents: equal on every replica and after a restart (xds R29).</summary>
    public string Version => _version!;

    /// <summary>What a client holds that was sent all of this.</summary>
    public HeldSet Held { get; }

    /// <param name="resources">In any order; equal names are an error.</param>
    /// <param name="version">A version that stands for the content, where the caller has one of its own; else a hash of it.</param>
    public static ResourceSet Of(IEnumerable<PackedResource> resources, string? version = null)
    {
        var sorted = resources.ToArray();
        Array.Sort(sorted, static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return OfSorted(ImmutableCollectionsMarshal.AsImmutableArray(sorted), version);
    }

    /// <summary>A set of <paramref name="resources"/>, sorted ordinally by name: this one when they are the same.</summary>
    public ResourceSet Replace(ImmutableArray<PackedResource> resources) =>
        resources == Resources || resources.AsSpan().SequenceEqual(Resources.AsSpan()) ? this : OfSorted(resources, null);

    private static ResourceSet OfSorted(ImmutableArray<PackedResource> resources, string? version)
    {
        for (var i = 1; i < resources.Length; i++)
        {
            if (resources[i].Name == resources[i - 1].Name)
            {
                throw new ArgumentException(
                    $"two resources of type {resources[i].TypeUrl} are named '{resources[i].Name}'", nameof(resources));
            }
        }

        return resources.IsEmpty && version is null ? Empty : new ResourceSet(resources, version);
    }

    public PackedResource? Find(string name)
    {
        var low = 0;
        var high = Resources.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = string.CompareOrdinal(Resources[middle].Name, name);
            if (order == 0) return Resources[middle];
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return null;
    }

    /// <summary>These, and of <paramref name="older"/> what these lack: for removals that must wait (xds R102).</summary>
    public ResourceSet Keeping(ResourceSet? older)
    {
        if (older is null || ReferenceEquals(this, older) || older.Resources.All(resource => Held.Contains(resource.Name))) return this;
        return Of(Resources.Concat(older.Resources.Where(resource => !Held.Contains(resource.Name))));
    }

    /// <summary>These, but in place of each that <paramref name="dropped"/> tells what <paramref name="older"/> has of its name.</summary>
    public ResourceSet Without(Predicate<PackedResource> dropped, ResourceSet? older)
    {
        if (!Resources.Any(resource => dropped(resource))) return this;
        return Of(Resources.Select(resource => dropped(resource) ? older?.Find(resource.Name) : resource).OfType<PackedResource>());
    }

    private static string Hash(ImmutableArray<PackedResource> resources)
    {
        var hash = 0UL;
        // The version of a resource is a hash of its name and content.
        foreach (var resource in resources) hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(resource.Version.AsSpan()), (long)hash);
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
