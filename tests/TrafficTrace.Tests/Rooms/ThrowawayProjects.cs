using System.Collections.Immutable;
using System.Diagnostics;

namespace TrafficTrace.Tests.Rooms;

/// <summary>Projects that reference one project of ours each and nothing else, built in one go as it is built here.</summary>
internal sealed class ThrowawayProjects
{
    private static readonly DirectoryInfo Binaries = new(AppContext.BaseDirectory);

    // Below the repository, whose build settings they are to take.
    private readonly string _folder = Path.Combine(Binaries.FullName, "rooms");

    /// <summary>What the build said.</summary>
    public string Output { get; private set; } = "";

    /// <param name="types">Full names of the types that are used, by the one project that is referenced.</param>
    public async Task BuildAsync(IReadOnlyDictionary<string, ImmutableArray<string>> types)
    {
        foreach (var (referenced, used) in types) await WriteAsync(referenced, used);
        var all = string.Concat(types.Keys.Select(referenced => $"<Project Path=\"{referenced}/{referenced}.User.csproj\" />"));
        var solution = Path.Combine(_folder, "Rooms.slnx");
        await File.WriteAllTextAsync(solution, $"<Solution>{all}</Solution>");
        string[] arguments = ["build", "-nodeReuse:false", "-p:BuildProjectReferences=false", "-c", Binaries.Parent!.Name, solution];
        using var build = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        Output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
    }

    /// <summary>Whether the compiler does not know a type where the one project is referenced.</summary>
    public bool IsRefused(string referenced, int type) =>
        Output.Contains($"{Path.Combine(referenced, $"Use{type}.cs")}(1,", StringComparison.Ordinal);

    private async Task WriteAsync(string referenced, ImmutableArray<string> types)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, referenced)).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, $"{referenced}.User.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><DisableTransitiveProjectReferences>true</DisableTransitiveProjectReferences></PropertyGroup>
              <ItemGroup><ProjectReference Include="{Repository.Root}/src/{referenced}/{referenced}.csproj" /></ItemGroup>
            </Project>
            """);
        for (var i = 0; i < types.Length; i++)
            await File.WriteAllTextAsync(
                Path.Combine(folder, $"Use{i}.cs"),
                $"internal static class Use{i} {{ public static readonly System.Type Used = typeof({types[i]}); }}");
    }
}
