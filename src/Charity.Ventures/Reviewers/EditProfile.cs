using Charity.Organisations.Contracts;
using Charity.Platform.Identifiers;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Ventures.Reviews;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Reviewers;

/// <summary>Changes what a reviewer says of themself. Identity and account numbers are turned into fingerprints and forgotten; empty keeps what was given before.</summary>
[SignedIn]
internal sealed record EditProfile : ICommand
{
    public int Revision { get; init; }
    public string? Employer { get; init; }
    public string? JobTitle { get; init; }

    /// <summary>What they are known for.</summary>
    public string? MainExpertise { get; init; }
    public List<string> Expertise { get; init; } = [];
    public List<string> AvoidedAreas { get; init; } = [];
    public int? Capacity { get; init; }
    public string? Address { get; init; }
    public string? Telephone { get; init; }
    public string? IdentityNumber { get; init; }
    public string? AccountNumber { get; init; }
}

internal sealed class EditProfileValidator : AbstractValidator<EditProfile>
{
    public EditProfileValidator(SiteTime time)
    {
        RuleFor(profile => profile.Employer).Must(employer => PlainText.Clean(employer).Length > 0).Says("employer_missing", "Please say where you work; write \"retired\" or \"self-employed\" if that is so.")
            .MaximumLength(200).Says("text_too_long", "Please use at most {0} characters.", 200);
        RuleFor(profile => profile.JobTitle).MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100);
        RuleFor(profile => profile.MainExpertise).NotEmpty().Says("expertise_missing", "Please choose what you know best.");
        RuleFor(profile => profile.Capacity).Must(capacity => capacity is > 0 and <= Reviewer.MostCapacity).Says("number_out_of_range", "Please type a number from {0} to {1}.", 1, Reviewer.MostCapacity);
        RuleFor(profile => profile.Address).MaximumLength(200).Says("text_too_long", "Please use at most {0} characters.", 200);
        RuleFor(profile => profile.Telephone).Must(typed => string.IsNullOrWhiteSpace(typed) || ChineseTelephone.Check(typed).Problem is null).Says("telephone_wrong", "Please enter a mobile number of 11 digits or a landline number with its area code.");
        RuleFor(profile => profile.IdentityNumber).Must(typed => string.IsNullOrWhiteSpace(typed) || ResidentIdentityNumber.Check(typed, time.Today).Problem is null).Says("identity_wrong", "This is not an identity number. Please compare its 18 characters.");
        RuleFor(profile => profile.AccountNumber).Must(typed => string.IsNullOrWhiteSpace(typed) || IsAccount(BankCardNumber.Check(typed).Normalised)).Says("account_number_wrong", "Please enter the account number: 8 to 32 digits.");
    }

    private static bool IsAccount(string number) => number.Length is >= 8 and <= 32 && number.All(char.IsAsciiDigit);
}

internal sealed class EditProfileHandler(ReviewDesk desk, ISettingsStore settings, IAreas areas, IPersonFingerprints fingerprints, SiteTime time) : IRequestHandler<EditProfile, Result>
{
    public async Task<Result> Handle(EditProfile request, CancellationToken cancellationToken)
    {
        if (await desk.MeAsync(cancellationToken) is not { } me)
        {
            return ReviewerFailures.NotOne;
        }

        if (me.Version != request.Revision)
        {
            return ReviewerFailures.ChangedMeanwhile;
        }

        var known = (await settings.GetAsync<ReviewSettings>(cancellationToken)).Expertise.Select(expertise => expertise.Code).ToHashSet();
        if (!known.Contains(request.MainExpertise!))
        {
            return Failure.Field(nameof(request.MainExpertise), "expertise_missing", "Please choose what you know best.");
        }

        var areaCodes = (await areas.AllAsync(cancellationToken)).Select(area => area.Code).ToHashSet();
        me.Describe(new ReviewerFacts(
            PlainText.Clean(request.Employer),
            PlainText.Clean(request.JobTitle),
            [.. request.Expertise.Prepend(request.MainExpertise!).Where(known.Contains).Distinct()],
            [.. request.AvoidedAreas.Where(areaCodes.Contains).Distinct()],
            request.Capacity!.Value,
            PlainText.Clean(request.Address)));
        KeepNumbers(me, request);
        return Result.Ok;
    }

    private void KeepNumbers(Reviewer me, EditProfile request)
    {
        var telephone = ChineseTelephone.Check(request.Telephone).Normalised;
        me.CallAt(telephone, telephone.Length == 0 ? null : fingerprints.OfTelephone(telephone));
        if (!string.IsNullOrWhiteSpace(request.IdentityNumber))
        {
            me.Identify(fingerprints.OfIdentity(ResidentIdentityNumber.Check(request.IdentityNumber, time.Today).Normalised));
        }

        if (!string.IsNullOrWhiteSpace(request.AccountNumber))
        {
            me.PayTo(fingerprints.OfAccount(BankCardNumber.Check(request.AccountNumber).Normalised));
        }
    }
}
