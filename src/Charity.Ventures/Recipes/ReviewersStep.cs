using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Platform.Settings;
using Charity.Users.Contracts;
using Charity.Ventures.Reviewers;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Recipes;

/// <summary>The <c>Reviewers</c> step.</summary>
internal sealed record ReviewersModel(IReadOnlyList<ReviewerModel> Reviewers);

/// <param name="Email">Of an account that is there.</param>
/// <param name="Expertise">Codes of <see cref="ReviewSettings"/>; the first is what they are known for.</param>
internal sealed record ReviewerModel(string Email, string Name, string Employer, string JobTitle, IReadOnlyList<string> Expertise, int Capacity);

/// <summary><c>Reviewers</c>: the pool. Whoever is in it already keeps what they say of themselves.</summary>
internal sealed class ReviewersStep(CharityDbContext db, UnitOfWork unitOfWork, IUserDirectory users, ISettingsStore settings, TimeProvider clock) : IRecipeStepHandler
{
    public string Name => "Reviewers";

    public async Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken)
    {
        var known = (await settings.GetAsync<ReviewSettings>(cancellationToken)).Expertise.Select(expertise => expertise.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var model in step.Read<ReviewersModel>().Reviewers)
        {
            if (model.Expertise.Count == 0 || model.Expertise.FirstOrDefault(code => !known.Contains(code)) is not null)
            {
                throw step.Error($"reviewer {model.Email}: expertise is one or more of {string.Join(", ", known)}");
            }

            await unitOfWork.ExecuteAsync(token => PutAsync(step, model, token), cancellationToken);
        }
    }

    private async Task<bool> PutAsync(RecipeStep step, ReviewerModel model, CancellationToken cancellationToken)
    {
        var account = await users.FindByEmailAsync(model.Email, cancellationToken) ?? throw step.Error($"there is no account {model.Email}");
        if (!await db.Set<Reviewer>().AnyAsync(reviewer => reviewer.UserId == account.Id, cancellationToken))
        {
            var reviewer = Reviewer.Join(account.Id, model.Name, clock.GetUtcNow());
            reviewer.Describe(new ReviewerFacts(model.Employer, model.JobTitle, model.Expertise, [], model.Capacity, string.Empty));
            db.Add(reviewer);
        }

        return true;
    }
}
