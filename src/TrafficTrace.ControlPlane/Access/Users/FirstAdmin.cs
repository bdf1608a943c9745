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
            if (await keys.FirstAsync(KeyPurpose.User, stopping) is { } first) await MakeAsync(first, stopping);
        }
        catch (JournalAwayException)
        {
            return false;
        }
        catch (JournalRefusedException refused)
        {
            log.NoFirstToken(string.Join("; ", refused.Reasons));
        }
        catch (KeysSealedException)
        {
            // The start is refused for that.
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            log.NoFirstToken($"{failed.Message} Give {Setting.AdminTokenFile.Option} FILE where this process may write");
        }

        return true;
    }

    /// <summary>Last of all the key is kept: whatever ends the process before, the next start does it all again.</summary>
    private async Task MakeAsync(SigningKey first, CancellationToken stopping)
    {
        var file = Path.GetFullPath(options.AdminTokenFile ?? Path.Combine(Folder(), FileName));
        var written = OwnFile.Write(file, tokens.Issue(Admin, ValidFor, keys.Ready(first)) + "\n");
        var isKept = false;
        try
        {
            isKept = await keys.TryKeepAsync(first, stopping);
        }
        finally
        {
            if (!isKept) File.Delete(written);
        }

        if (!isKept) return; // another process was faster: its file is the one
        File.Move(written, file, overwrite: true);
        log.FirstToken(file, time.GetUtcNow() + ValidFor);
    }

    private string Folder() => options.Store.Folder ?? Directory.CreateTempSubdirectory("traffictrace-").FullName;
}
