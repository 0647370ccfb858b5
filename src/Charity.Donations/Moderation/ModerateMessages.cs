using Charity.Donations.Giving;
using Charity.Donations.Manage;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Moderation;

/// <summary>Shows or hides messages. Those that are not of one's funds are left alone; the answer counts what was done.</summary>
[Requires(Permissions.ModerateMessages)]
internal sealed record ModerateMessages(IReadOnlyList<Guid> Ids, bool Show) : ICommand<Result<int>>;

internal sealed class ModerateMessagesValidator : AbstractValidator<ModerateMessages>
{
    private const int Most = 200;

    public ModerateMessagesValidator()
    {
        RuleFor(request => request.Ids)
            .Must(ids => ids.Count > 0).Says("nothing_chosen", "Choose at least one message.")
            .Must(ids => ids.Count <= Most).Says("too_many_chosen", "Choose at most {0} at once.", Most);
    }
}

internal sealed class ModerateMessagesHandler(CharityDbContext db, GiftScope scope, IAuditTrail audit) : IRequestHandler<ModerateMessages, Result<int>>
{
    public async Task<Result<int>> Handle(ModerateMessages request, CancellationToken cancellationToken)
    {
        var ids = request.Ids.Distinct().ToList();
        var funds = (await scope.FundsAsync(cancellationToken)).Select(fund => fund.Id).ToList();
        var gifts = await db.Set<Donation>().Where(gift => ids.Contains(gift.Id) && funds.Contains(gift.FundId) && gift.MessageState != MessageState.None).ToListAsync(cancellationToken);
        if (gifts.Count == 0)
        {
            return GiftScope.NotFound;
        }

        foreach (var gift in gifts)
        {
            gift.Moderate(request.Show);
            audit.Record(request.Show ? "GiftMessage.Shown" : "GiftMessage.Hidden", gift.Id.ToString());
        }

        return gifts.Count;
    }
}
