using TrafficTrace.ControlPlane.Access.Groups;
using TrafficTrace.ControlPlane.Access.Keys;
using TrafficTrace.ControlPlane.Options;
using TrafficTrace.Core.Access;
using TrafficTrace.Core.Store;

namespace TrafficTrace.ControlPlane.Access.Users;

/// <summary>
/// Where nobody is admin by where he calls from, and no token of a user can have been made yet, the first one is written to a file that its
/// owner alone may read.
/// </summary>
internal sealed class FirstAdmin(
    ControlPlaneOptions options, SigningKeys keys, UserTokens tokens, TimeProvider time, ILogger<FirstAdmin> log) : BackgroundService
{
    private const string FileName = "admin-token";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ValidFor = TimeSpan.FromDays(365);
    private static readonly Caller Admin = new("first-admin", [Group.Admins]);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (System.Net.IPAddress.IsLoopback(options.Bind)) return;
        while (!await TryAsync(stoppingToken)) await Task.Delay(Pause, time, stoppingToken);
    }

    /// <summary>False while the store can't be reached.</summary>
    private async Task<bool> TryAsync(CancellationToken stopping)
    {
        try
        {
            if (await keys.FirstAsync(KeyPurpose.User, stopping) is not { } first) return true;
            if (Write(tokens.Issue(Admin, ValidFor, keys.Ready(first))) is not { } file) return true;
            // Last: whatever ends the process before, the next start does it all again.
            if (await keys.TryKeepAsync(first, stopping)) log.FirstToken(file, time.GetUtcNow() + ValidFor);
            else File.Delete(file); // another process was faster: its file is the one
            return true;
        }
        catch (JournalAwayException)
        {
            return false;
        }
        catch (JournalRefusedException refused)
        {
            log.NoFirstToken(string.Join("; ", refused.Reasons));
            return true;
        }
    }

    /// <returns>Its path; null where it can't be written, which is logged.</returns>
    private string? Write(string token)
    {
        try
        {
            var file = Path.GetFullPath(options.AdminTokenFile ?? Path.Combine(Folder(), FileName));
            OwnFile.Write(file, token + "\n");
            return file;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            log.NoFirstToken($"{failed.Message} Give {Setting.AdminTokenFile.Option} FILE where this process may write");
            return null;
        }
    }

    private string Folder() => options.Store.Folder ?? Directory.CreateTempSubdirectory("traffictrace-").FullName;
}
