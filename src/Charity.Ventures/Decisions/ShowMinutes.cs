using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using MediatR;

namespace Charity.Ventures.Decisions;

/// <summary>The minutes of a round, to be read before one signs.</summary>
[Requires(Permissions.DecideSubmissions)]
internal sealed record ShowMinutes(string Slug, SelectionRound? Round) : IQuery<MinutesPage>;

/// <param name="MaySign">The reader has not signed yet, and signatures are awaited.</param>
internal sealed record MinutesPage(string Slug, LocalizedText CallTitle, SelectionRound Round, string State, string Text, string Sha256, IReadOnlyList<SignatureRow> Signatures, bool MaySign);

internal sealed class ShowMinutesHandler(SelectionDesk desk, ICurrentUser user) : IRequestHandler<ShowMinutes, Result<MinutesPage>>
{
    public async Task<Result<MinutesPage>> Handle(ShowMinutes request, CancellationToken cancellationToken)
    {
        var opened = await desk.OpenAsync(request.Slug, request.Round, cancellationToken);
        if (opened.Failure is { } failure)
        {
            return failure;
        }

        if (opened.Value.Selection is not { Minutes: { } text, MinutesSha256: { } hash } selection)
        {
            return Failure.NotFound("minutes_unknown", "There are no minutes yet.");
        }

        var signatures = selection.ValidSignatures.Select(signature => new SignatureRow(signature.Name, signature.SignedUtc, signature.UserId == user.Id)).ToList();
        return new MinutesPage(
            opened.Value.Call.Slug, opened.Value.Call.Title, selection.Round, selection.State, text, hash, signatures, selection.State == SelectionProcess.Minuted && !signatures.Exists(signature => signature.IsMine));
    }
}
