using Charity.Organisations.Dossiers;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Office;

internal enum HiddenNumber
{
    LegalIdentity,
    BankAccount,
}

/// <summary>Shows one number in full, and writes down who looked at it. A command, because the trace must be kept.</summary>
[Requires(Permissions.ProveOrganisationAccounts)]
internal sealed record RevealNumber(Guid Id, HiddenNumber Number) : ICommand<Result<RevealedNumber>>;

internal sealed record RevealedNumber(HiddenNumber Kind, string Number);

internal sealed class RevealNumberHandler(CharityDbContext db, IAuditTrail audit, CheckerCheck checkers) : IRequestHandler<RevealNumber, Result<RevealedNumber>>
{
    public async Task<Result<RevealedNumber>> Handle(RevealNumber request, CancellationToken cancellationToken)
    {
        var organisation = await db.Set<SocialOrganisation>().AsNoTracking().Include(o => o.BankAccount).SingleOrDefaultAsync(o => o.Id == request.Id, cancellationToken);
        var number = request.Number switch
        {
            HiddenNumber.LegalIdentity => organisation?.LegalIdentity,
            HiddenNumber.BankAccount => organisation?.BankAccount?.AccountNumber,
            _ => null,
        };
        if (number is null)
        {
            return AccessFailures.Unknown;
        }

        if (await checkers.RefusalAsync(request.Id, Permissions.ProveOrganisationAccounts, cancellationToken) is { } own)
        {
            return own;
        }

        audit.Record("PersonalData.Revealed", request.Id.ToString(), new { Number = request.Number.ToString() });
        return new RevealedNumber(request.Number, number);
    }
}
