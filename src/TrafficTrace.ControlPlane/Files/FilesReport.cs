using TrafficTrace.Core.Wire;

namespace TrafficTrace.ControlPlane.Files;

/// <summary>Tells the operator what changed between two states of the files, each thing once.</summary>
internal sealed class FilesReport(ILogger log)
{
    public void Say(FilesState before, FilesState after)
    {
        var known = before.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var file in after.Files)
        {
            var previous = known.GetValueOrDefault(file.Path);
            if (!ReferenceEquals(file, previous)) Say(file, previous);
            known.Remove(file.Path);
        }

        foreach (var gone in known.Values) log.FileGone(gone.Path, gone.Resources.Length);
        Say(before, after, state => state.Problems);
        Say(before, after, state => state.Conflicts);
        foreach (var (kind, count) in after.Skipped)
        {
            if (before.Skipped.GetValueOrDefault(kind) != count) log.KindSkipped(kind, count, SkippedKinds.Lost(kind));
        }
    }

    private void Say(FileState file, FileState? previous)
    {
        foreach (var error in file.Errors) log.FileProblem(error);
        foreach (var warning in file.Warnings.Except(previous?.Warnings ?? [])) log.FileWarning(warning);
        if (!file.IsBroken) log.FileRead(file.Path, file.Resources.Length);
        else log.FileBroken(file.Path, file.Errors.Length, file.Resources.Length);
    }

    private void Say(FilesState before, FilesState after, Func<FilesState, IEnumerable<Finding>> findings)
    {
        foreach (var finding in findings(after).Except(findings(before))) log.FileProblem(finding);
        foreach (var finding in findings(before).Except(findings(after))) log.ProblemOver(finding);
    }
}
