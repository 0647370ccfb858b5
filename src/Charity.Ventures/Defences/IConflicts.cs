namespace Charity.Ventures.Defences;

/// <summary>Whether somebody has a conflict of interest with a submission, found from the dossiers or declared. Whoever keeps the reviewers' pool implements it.</summary>
internal interface IConflicts
{
    Task<bool> HasAsync(Guid userId, Guid submissionId, CancellationToken cancellationToken);
}
