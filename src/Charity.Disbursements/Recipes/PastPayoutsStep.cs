using Charity.Disbursements.PastPayouts;
using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Platform.Settings;
using Charity.Ventures.Contracts;

namespace Charity.Disbursements.Recipes;

internal sealed record PastPayoutsModel(IReadOnlyList<PastPayoutModel> Rows);

/// <param name="Received">In yuan.</param>
/// <param name="Paid">In yuan.</param>
internal sealed record PastPayoutModel(
    int YearsAgo, string Title, string Organisation, string Programme, string? Street, ProjectStanding Standing, decimal Received, decimal Paid, string Reason = "", string Owner = "");

/// <summary><c>PastPayouts</c>: what was received and paid in years before the site kept the books.</summary>
internal sealed class PastPayoutsStep(UnitOfWork unitOfWork, PastPayoutWriter writer, SiteTime time) : IRecipeStepHandler
{
    public string Name => "PastPayouts";

    public async Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken)
    {
        var rows = step.Read<PastPayoutsModel>().Rows.Select((row, index) => PastRow.Of(
            index + 2, time.Today.Year - row.YearsAgo, row.Title, row.Organisation, row.Programme, row.Street, row.Standing, (long)(row.Received * 100), (long)(row.Paid * 100), row.Reason, row.Owner)).ToList();
        var written = await unitOfWork.ExecuteAsync(token => writer.WriteAsync(rows, "recipe", token), result => result.Succeeded, cancellationToken);
        if (written.Failure is { } failure)
        {
            throw step.Error(failure.Code);
        }
    }
}
