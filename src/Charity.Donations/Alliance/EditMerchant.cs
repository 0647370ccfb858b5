using Charity.Donations.Giving;
using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using FluentValidation;
using MediatR;

namespace Charity.Donations.Alliance;

/// <summary>Changes what is known of a merchant. A changed pledge holds for months that are told from then on; what was told keeps its own.</summary>
[Requires(Permissions.ManageAlliance)]
internal sealed record EditMerchant : ICommand, ITypedMerchant
{
    public Guid Id { get; init; }
    public int Revision { get; init; }
    public TypedText Name { get; init; } = new();
    public MerchantCategory? Category { get; init; }
    public TypedText Address { get; init; } = new();
    public string? AreaCode { get; init; }
    public string? Fund { get; init; }
    public PledgeKind? PledgeKind { get; init; }
    public string? PledgeRate { get; init; }
    public string? ContactName { get; init; }
    public string? ContactTelephone { get; init; }
    public string? ContactEmail { get; init; }
}

internal sealed class EditMerchantValidator : AbstractValidator<EditMerchant>
{
    public EditMerchantValidator() => this.IsMerchant();
}

internal sealed class EditMerchantHandler(AllianceDesk desk, MerchantReader reader, FieldCipher cipher) : IRequestHandler<EditMerchant, Result>
{
    public async Task<Result> Handle(EditMerchant request, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.Id, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        if (taken.Value.Revision != request.Revision)
        {
            return AllianceFailures.ChangedMeanwhile;
        }

        var facts = await reader.ReadAsync(request, taken.Value.FundId, cancellationToken);
        if (facts.Failure is { } wrong)
        {
            return wrong;
        }

        var contact = MerchantRules.Contact(request);
        taken.Value.Describe(facts.Value);
        taken.Value.Reach(contact, DonorEmail.Fingerprint(cipher, contact.Email));
        taken.Value.CountEdit();
        return Result.Ok;
    }
}
