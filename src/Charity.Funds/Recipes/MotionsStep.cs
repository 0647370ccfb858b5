using System.Text;
using Charity.Funds.Contracts;
using Charity.Funds.Motions;
using Charity.Funds.Register;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Recipes;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Users.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Charity.Funds.Recipes;

internal sealed record MotionsModel(IReadOnlyList<MotionModel> Motions);

/// <param name="Id">Fixed in the recipe: a motion that is there stays as it is.</param>
/// <param name="Purpose">The key of one of <see cref="FundPurposes"/>; the fund's purpose when missing.</param>
/// <param name="PublishedDaysAgo">Counted from the day the recipe runs.</param>
/// <param name="VoteAfterDays">Counted from the day it was published.</param>
/// <param name="MovedBy">The e-mail address of the keeper who brought it in.</param>
/// <param name="Vote">Null for one that waits for its vote.</param>
internal sealed record MotionModel(
    Guid Id, string Fund, MotionKind Kind, LocalizedText Title, string Mover, string Seconder, MotionElements Elements, IReadOnlyList<MotionLine> Lines, int PublishedDaysAgo, int VoteAfterDays,
    string MovedBy, string Purpose = "purpose", PayeeModel? Payee = null, VoteModel? Vote = null);

internal sealed record PayeeModel(string Name, string Bank, string Number);

/// <param name="RecordedBy">The e-mail address of the keeper who wrote the vote down.</param>
/// <param name="Minutes">The text of the minutes, for everybody.</param>
/// <param name="Seats">By the name of the seat; those left out voted for it.</param>
/// <param name="Interests">By the name of the seat, why it stepped aside.</param>
internal sealed record VoteModel(
    string RecordedBy, string Minutes, string? Supervisor = null, string? Remark = null, IReadOnlyDictionary<string, VoteChoice>? Seats = null, IReadOnlyDictionary<string, string>? Interests = null,
    int Present = 0, int For = 0, int Against = 0, int Abstained = 0);

/// <summary><c>Motions</c>: motions of funds, voted on or waiting for their vote.</summary>
internal sealed class MotionsStep(
    CharityDbContext db, UnitOfWork unitOfWork, MotionDesk desk, IWorkflowDoor door, IAttachments attachments, IUserDirectory users, IPersonFingerprints fingerprints, SiteTime time, TimeProvider clock)
    : IRecipeStepHandler
{
    private const int Noon = 12;

    public string Name => "Motions";

    public async Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken)
    {
        foreach (var model in step.Read<MotionsModel>().Motions)
        {
            if (await db.Set<Motion>().AnyAsync(motion => motion.Id == model.Id, cancellationToken))
            {
                continue;
            }

            // A file is received outside of any transaction, so its motion follows it.
            if (model.Vote is { } vote)
            {
                await StoreAsync(step, model, MotionPaper.PublicMinutes, "会议纪要.txt", vote.Minutes, cancellationToken);
                if (model.Kind == MotionKind.Residents)
                {
                    await StoreAsync(step, model, MotionPaper.SignInSheet, "签到表.txt", $"{model.Title.Zh}\n签到 {vote.Present} 人", cancellationToken);
                }
            }

            await unitOfWork.ExecuteAsync(token => PutAsync(step, model, token), cancellationToken);
        }
    }

    private async Task StoreAsync(RecipeStep step, MotionModel model, string purpose, string name, string text, CancellationToken cancellationToken)
    {
        await using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        Demand(step, model, (await attachments.StoreAsync(new AttachmentUpload(Motion.FilesOf(model.Id), purpose, name, content), cancellationToken)).Failure);
    }

    private async Task<bool> PutAsync(RecipeStep step, MotionModel model, CancellationToken cancellationToken)
    {
        if (!await db.Set<Fund>().AnyAsync(candidate => candidate.Slug == model.Fund, cancellationToken))
        {
            throw step.Error($"motion {model.Title.Zh}: there is no fund {model.Fund} before it");
        }

        var fund = await desk.FundAsync(model.Fund, cancellationToken);
        var published = time.Today.AddDays(-model.PublishedDaysAgo);
        var motion = Motion.Begin(model.Id, fund.Id, fund.Currency, Read(step, model, fund, published.AddDays(model.VoteAfterDays)), (await PersonAsync(step, model.MovedBy, cancellationToken)).Id);
        db.Add(motion);
        using (On(published))
        {
            Demand(step, model, (await door.FireAsync(MotionProcess.Table, motion, MotionProcess.Publish, expectedVersion: null, null, cancellationToken)).Failure);
            motion.Published(published.Year, await desk.NextNumberAsync(fund.Id, published.Year, cancellationToken), clock.GetUtcNow().UtcDateTime);
        }

        if (model.Vote is { } vote)
        {
            await DecideAsync(step, model, motion, fund, vote, cancellationToken);
        }

        return true;
    }

    private async Task DecideAsync(RecipeStep step, MotionModel model, Motion motion, Fund fund, VoteModel vote, CancellationToken cancellationToken)
    {
        var recorder = await PersonAsync(step, vote.RecordedBy, cancellationToken);
        IReadOnlyList<SeatVote> votes = motion.Kind == MotionKind.Committee
            ? [.. VotingSeats.Of(fund).Select(seat => new SeatVote(seat.Id, seat.Name, seat.Represents, vote.Seats?.GetValueOrDefault(seat.Name) ?? VoteChoice.For, vote.Interests?.GetValueOrDefault(seat.Name)))]
            : [];
        var tally = motion.Kind == MotionKind.Committee ? MotionTally.Of(votes) : new MotionTally(vote.Present, vote.For, vote.Against, vote.Abstained, 0, 0);
        using (On(motion.VoteOn))
        {
            motion.Count(new MotionVote(motion.VoteOn, tally, votes, vote.Supervisor, vote.Remark), recorder.Id, recorder.Name);
            Demand(step, model, (await door.FireAsync(MotionProcess.Table, motion, tally.Passes ? MotionProcess.Pass : MotionProcess.Reject, expectedVersion: null, null, cancellationToken)).Failure);
        }
    }

    private MotionDraft Read(RecipeStep step, MotionModel model, Fund fund, DateOnly voteOn)
    {
        var purpose = FundPurposes.Of(fund).FirstOrDefault(known => known.Key == model.Purpose) ?? throw step.Error($"motion {model.Title.Zh}: the fund has no purpose {model.Purpose}");
        var payee = model.Payee is { } named ? new MotionPayee(named.Name, named.Bank, named.Number, fingerprints.OfAccount(named.Number)) : null;
        return new MotionDraft(model.Kind, model.Title, Person(fund, model.Mover), Person(fund, model.Seconder), model.Elements, model.Lines, purpose.Text, payee, voteOn);
    }

    private static MotionPerson Person(Fund fund, string name) => new(name, fund.Committee.Any(seat => MotionNames.AreSame(seat.Name, name)));

    private async Task<UserSummary> PersonAsync(RecipeStep step, string email, CancellationToken cancellationToken) =>
        await users.FindByEmailAsync(email, cancellationToken) ?? throw step.Error($"there is no account {email}");

    private IDisposable On(DateOnly day) => SiteClock.At(new DateTimeOffset(time.Utc(day).AddHours(Noon), TimeSpan.Zero));

    private static void Demand(RecipeStep step, MotionModel model, Failure? failure)
    {
        if (failure is not null)
        {
            throw step.Error($"motion {model.Title.Zh}: {failure.Message}");
        }
    }
}
