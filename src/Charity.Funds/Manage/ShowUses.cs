using Charity.Funds.Register;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Funds.Manage;

/// <summary>What was told about a fund's money, newest first, and the form for the next or for one of them.</summary>
/// <param name="Id">The item to correct; null for a new one.</param>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record ShowUses(string Slug, Guid? Id) : IQuery<UsesPage>, IFundRequest;

internal sealed record UsesPage(string Currency, IReadOnlyList<UseRow> Uses, IReadOnlyList<DocumentRow> Documents, KeepUse Form);

internal sealed record UseRow(Guid Id, DateOnly On, LocalizedText Title, long? AmountMinor);

internal sealed record DocumentRow(Guid Id, LocalizedText Title, string Path, DateOnly On);

internal sealed class ShowUsesHandler(CharityDbContext db, SiteTime time) : IRequestHandler<ShowUses, Result<UsesPage>>
{
    public async Task<Result<UsesPage>> Handle(ShowUses request, CancellationToken cancellationToken)
    {
        var fund = await db.Set<Fund>().AsNoTracking().AsSplitQuery()
            .Include(f => f.Uses.OrderByDescending(use => use.On))
            .Include(f => f.Documents.OrderByDescending(document => document.On))
            .SingleAsync(f => f.Slug == request.Slug, cancellationToken);
        var told = fund.Uses.FirstOrDefault(use => use.Id == request.Id);
        if (request.Id is not null && told is null)
        {
            return UseFailures.Unknown;
        }

        return new UsesPage(
            fund.Currency,
            [.. fund.Uses.Select(use => new UseRow(use.Id, use.On, use.Title, use.AmountMinor))],
            [.. fund.Documents.Select(document => new DocumentRow(document.Id, document.Title, document.Path, document.On))],
            new KeepUse
            {
                Slug = fund.Slug,
                Revision = fund.Revision,
                Id = told?.Id,
                On = told?.On ?? time.Today,
                Title = TypedText.Of(told?.Title),
                Text = TypedText.Of(told?.Text),
                Amount = told?.AmountMinor is { } amount ? TypedAmounts.Type(amount) : null,
            });
    }
}
