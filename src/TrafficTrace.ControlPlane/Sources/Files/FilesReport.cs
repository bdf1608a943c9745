using TrafficTrace.Core.Reports;
using TrafficTrace.Core.Validation;
using TrafficTrace.Core.Wire.Kinds;

namespace TrafficTrace.ControlPlane.Sources.Files;

/// <summary>Tells the operator what changed between two states of the files, each thing once.</summary>
internal sealed class FilesReport(ILogger log)
{
    /// <param name="before">What was told of last.</param>
    /// <param name="after">What is to be told of.</param>
    /// <param name="changed">Paths of the files that differ, in order.</param>
    public void Say(FilesState before, FilesState after, IEnumerable<string> changed)
    {
        foreach (var path in changed)
        {
            var previous = before.Files.GetValueOrDefault(path);
            if (after.Files.TryGetValue(path, out var file)) Say(file, previous);
            else if (previous is not null) log.FileGone(path, previous.Resources.Length);
        }

        foreach (var folder in after.Unread.Except(before.Unread)) log.FileWarning(folder);
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
        if (file.ErrorCount > file.Errors.Length) log.MoreErrors(file.Path, file.ErrorCount - file.Errors.Length);
        foreach (var warning in file.Warnings.Except(previous?.Warnings ?? [])) log.FileWarning(warning);
        if (file.WarningCount > file.Warnings.Length && file.WarningCount != previous?.WarningCount)
            log.MoreWarnings(file.Path, file.WarningCount - file.Warnings.Length);
        if (!file.IsBroken) log.FileRead(file.Path, file.Resources.Length);
        else log.FileBroken(file.Path, file.ErrorCount, file.Resources.Length);
    }

    private void Say(FilesState before, FilesState after, Func<FilesState, IEnumerable<Finding>> findings)
    {
        Some.Say([.. findings(after).Except(findings(before))], log.FileProblem, log.MoreProblems);
        Some.Say([.. findings(before).Except(findings(after))], log.ProblemOver, log.MoreProblemsOver);
    }
}
