using System.Diagnostics;

namespace TrafficTrace.Tests.Rooms;

/// <summary>A project that references one project of ours and nothing else, built as it is here.</summary>
internal sealed class ThrowawayProject(string referenced)
{
    private static readonly DirectoryInfo Binaries = new(AppContext.BaseDirectory);

    // Below the repository, whose build settings it is to take.
    private readonly string _folder = Path.Combine(Binaries.FullName, "rooms", referenced);

    /// <summary>What the build said.</summary>
    public string Output { get; private set; } = "";

    /// <summary>Those of <paramref name="types"/>, full names, that the compiler does not know there.</summary>
    public async Task<IReadOnlyList<string>> RefusedAsync(IReadOnlyList<string> types)
    {
        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(Path.Combine(_folder, "User.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><DisableTransitiveProjectReferences>true</DisableTransitiveProjectReferences></PropertyGroup>
              <ItemGroup><ProjectReference Include="{Repository.Root}/src/{referenced}/{referenced}.csproj" /></ItemGroup>
            </Project>
            """);
        for (var i = 0; i < types.Count; i++)
            await File.WriteAllTextAsync(
                Path.Combine(_folder, $"Use{i}.cs"),
                $"internal static class Use{i} {{ public static readonly System.Type Used = typeof({types[i]}); }}");
        await BuildAsync();
        return [.. types.Where((_, i) => Output.Contains($"Use{i}.cs(1,", StringComparison.Ordinal))];
    }

    private async Task BuildAsync()
    {
        string[] arguments = ["build", "--disable-build-servers", "-p:BuildProjectReferences=false", "-c", Binaries.Parent!.Name, _folder];
        using var build = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        Output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
    }
}
