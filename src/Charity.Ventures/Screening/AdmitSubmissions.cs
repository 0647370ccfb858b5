using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using Charity.Ventures.Submissions;
using MediatR;

namespace Charity.Ventures.Screening;

/// <summary>Admits several submissions, or says first what would become of each. One that cannot be admitted keeps no other from it.</summary>
/// <param name="IsPreview">Only look.</param>
[Requires(Permissions.ScreenSubmissions)]
internal sealed record AdmitSubmissions(IReadOnlyList<Guid> Ids, bool IsPreview) : IOutsideCall<IReadOnlyList<AdmissionRow>>
{
    public const int Most = 200;
}

/// <param name="Refusal">Why it cannot be admitted; null when it can, or was.</param>
internal sealed record AdmissionRow(Guid Id, int? Number, string Title, Failure? Refusal);

internal sealed class AdmitSubmissionsHandler(ScreeningDesk desk, ScreeningMoves moves, IWorkflowDoor door, CharityDbContext db, UnitOfWork unitOfWork) : IRequestHandler<AdmitSubmissions, Result<IReadOnlyList<AdmissionRow>>>
{
    public async Task<Result<IReadOnlyList<AdmissionRow>>> Handle(AdmitSubmissions request, CancellationToken cancellationToken)
    {
        if (request.Ids.Count is 0 or > AdmitSubmissions.Most)
        {
            return request.Ids.Count == 0
                ? Failure.Invalid("nothing_chosen", "Choose at least one submission.")
                : Failure.Invalid("too_many_chosen", "Choose at most {0} at a time.", AdmitSubmissions.Most);
        }

        var rows = new List<AdmissionRow>();
        foreach (var id in request.Ids.Distinct())
        {
            // Each by itself: what one leaves behind must not be saved with the next.
            db.ChangeTracker.Clear();
            rows.Add(request.IsPreview ? await LookAsync(id, cancellationToken) : await unitOfWork.ExecuteAsync(token => AdmitAsync(id, token), row => row.Refusal is null, cancellationToken));
        }

        return rows;
    }

    private async Task<AdmissionRow> LookAsync(Guid id, CancellationToken cancellationToken)
    {
        var found = await desk.FindAsync(id, cancellationToken);
        if (found.Failure is { } failure)
        {
            return new AdmissionRow(id, null, string.Empty, failure);
        }

        var submission = found.Value.Submission;
        var offer = (await door.OffersAsync(SubmissionProcess.Table, submission, cancellationToken)).FirstOrDefault(offer => offer.Trigger == SubmissionProcess.Pass);
        return new AdmissionRow(id, submission.Number, submission.Title, offer is null ? NotToBeChecked : offer.Refusal);
    }

    private async Task<AdmissionRow> AdmitAsync(Guid id, CancellationToken cancellationToken)
    {
        var found = await desk.FindAsync(id, cancellationToken);
        if (found.Failure is { } failure)
        {
            return new AdmissionRow(id, null, string.Empty, failure);
        }

        var moved = await moves.FireAsync(found.Value, SubmissionProcess.Pass, version: null, note: string.Empty, reviseBy: null, cancellationToken);
        return new AdmissionRow(id, found.Value.Submission.Number, found.Value.Submission.Title, moved.Failure);
    }

    private static Failure NotToBeChecked => Failure.Conflict("not_to_be_checked", "It does not wait for the preliminary check.");
}
