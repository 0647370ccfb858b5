using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Aid;

/// <summary>A person looks up their own aid, by the code they were given and the end of their identity number. What is wrong of the two is not said.</summary>
[Anybody]
internal sealed record LookUpAid(string? Code, string? LastFour) : IQuery<AidAnswer>;

/// <param name="Name">Masked.</param>
/// <param name="ErasedOn">When the person's numbers were erased; null before.</param>
/// <param name="Telephone">Whom to call; null when the charity has not said.</param>
internal sealed record AidAnswer(LocalizedText Programme, string ProgrammeSlug, string Period, string Name, long AmountMinor, RecipientState State, DateOnly? PaidOn, string? FailedFor, string? Telephone, DateOnly? ErasedOn);

internal sealed class LookUpAidHandler(CharityDbContext db, AidRecipients recipients, AidCodes codes, ICharityProfile charity, SiteTime time) : IRequestHandler<LookUpAid, Result<AidAnswer>>
{
    private static Failure Nobody => Failure.Invalid("aid_not_found", "No aid was found. Check the code and the end of the identity number; if both are right, ask where you were given the code.");

    public async Task<Result<AidAnswer>> Handle(LookUpAid request, CancellationToken cancellationToken)
    {
        if (codes.FingerprintOfTyped(request.Code, request.LastFour) is not { } fingerprint
            || await db.Set<AidRecipient>().Where(recipient => recipient.LookupFingerprint == fingerprint).Select(recipient => new { recipient.Id, recipient.ListId }).SingleOrDefaultAsync(cancellationToken) is not { } key)
        {
            return Nobody;
        }

        var found = await (from list in db.Set<AidList>().AsNoTracking()
                           where list.Id == key.ListId
                           join programme in db.Set<AidProgramme>() on list.ProgrammeId equals programme.Id
                           select new { list.Period, list.Standing, list.ErasedUtc, programme.Name, programme.Slug }).SingleAsync(cancellationToken);
        var row = (await recipients.Of(key.ListId).SingleAsync(recipient => recipient.Id == key.Id, cancellationToken)).Masked(found.Standing);
        return new AidAnswer(found.Name, found.Slug, found.Period, row.Name, row.AmountMinor, row.State, row.PaidOn, row.FailedFor, (await charity.GetAsync(cancellationToken))?.Telephone,
            found.ErasedUtc is { } erased ? time.DayOf(erased) : null);
    }
}
