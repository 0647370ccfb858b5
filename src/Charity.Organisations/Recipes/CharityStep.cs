using Charity.Organisations.Contracts;
using Charity.Organisations.Profile;
using Charity.Platform.Data;
using Charity.Platform.Identifiers;
using Charity.Platform.Recipes;
using Charity.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Recipes;

/// <summary><c>Charity</c>: the charity that runs the site.</summary>
internal sealed class CharityStep(CharityDbContext db, UnitOfWork unitOfWork, CharityProfileReader reader) : IRecipeStepHandler
{
    public string Name => "Charity";

    public Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken)
    {
        var model = step.Read<Model>();
        if (UnifiedSocialCreditCode.Check(model.UnifiedSocialCreditCode) is { Problem: { } problem })
        {
            throw step.Error($"UnifiedSocialCreditCode {model.UnifiedSocialCreditCode} is wrong ({problem})");
        }

        var profile = new CharityProfile(
            model.Name, model.UnifiedSocialCreditCode, model.LegalRepresentative, model.Qualification, model.Address, model.Telephone, model.Email,
            model.Bank.Name, model.Bank.AccountName, model.Bank.AccountNumber, model.ReceiptHandler, model.DonorQueries);
        return unitOfWork.ExecuteAsync(
            async token =>
            {
                if (await db.Set<CharityOrganisation>().SingleOrDefaultAsync(token) is { } charity)
                {
                    charity.Describe(model.Kind, profile);
                }
                else
                {
                    db.Add(CharityOrganisation.Enter(model.Kind, profile));
                }

                unitOfWork.AfterCommit(reader.Forget);
                return true;
            },
            cancellationToken);
    }

    private sealed record Model
    {
        public required LocalizedText Name { get; init; }
        public required CharityKind Kind { get; init; }
        public required string UnifiedSocialCreditCode { get; init; }
        public required string LegalRepresentative { get; init; }
        public FundraisingQualification? Qualification { get; init; }
        public required LocalizedText Address { get; init; }
        public required string Telephone { get; init; }
        public required string Email { get; init; }
        public required BankModel Bank { get; init; }
        public required string ReceiptHandler { get; init; }
        public required LocalizedText DonorQueries { get; init; }
    }

    private sealed record BankModel(LocalizedText Name, string AccountName, string AccountNumber);
}
