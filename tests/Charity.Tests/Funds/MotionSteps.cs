using Charity.Funds.Contracts;
using Charity.Funds.Motions;
using Charity.Funds.Register;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Tests.Platform;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Users.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Funds;

/// <summary>A fund of its own with two who look after it, and a committee of four who vote (甲 乙 丙 丁) and one who watches (戊).</summary>
/// <param name="Mover">Brings motions in.</param>
/// <param name="Recorder">Writes votes down.</param>
internal sealed record MotionFund(string Slug, User Mover, User Recorder);

/// <summary>What tests do with motions, in their words.</summary>
internal static class MotionSteps
{
    public static async Task<MotionFund> MakeMotionFundAsync(this CharityApp site)
    {
        var slug = await site.MakeFundAsync();
        return new MotionFund(slug, await site.OpenKeeperAsync("提交人", slug), await site.OpenKeeperAsync("登记人", slug));
    }

    public static async Task<User> OpenKeeperAsync(this CharityApp site, string name, params string[] funds)
    {
        var user = await site.OpenAccountAsync(name, ["FundManager"]);
        await site.InScopeAsync(services => services.GetRequiredService<UnitOfWork>().ExecuteAsync(
            async token =>
            {
                await services.GetRequiredService<AccountRoles>().SetScopesAsync(user.Id, [], funds, token);
                return true;
            },
            CancellationToken.None));
        return user;
    }

    public static Task<T> SendAsAsync<T>(this CharityApp site, User user, IRequest<T> request) =>
        site.AsAsync(["FundManager"], services => services.GetRequiredService<IMediator>().Send(request), userId: user.Id);

    public static DateOnly Today(this CharityApp site) => site.Site.Services.CreateScope().ServiceProvider.GetRequiredService<SiteTime>().Today;

    /// <summary>The form as somebody fills it in, its vote today.</summary>
    public static KeepMotion Form(this CharityApp site, MotionFund fund) => new()
    {
        Slug = fund.Slug,
        Id = Guid.CreateVersion7(),
        Title = FundSteps.Both("添置保温箱"),
        Mover = "甲",
        Seconder = "王阿姨",
        VoteOn = site.Today(),
        Purpose = "purpose",
        When = FundSteps.Both("十五天内"),
        Where = FundSteps.Both("大食堂"),
        Who = FundSteps.Both("居委会"),
        Resources = FundSteps.Both("基金出资"),
        Action = FundSteps.Both("购买六只"),
        Outcome = FundSteps.Both("三条线路"),
        Lines = [new TypedLine { Text = FundSteps.Both("保温箱"), Amount = "1380" }, new TypedLine(), new TypedLine { Text = FundSteps.Both("运费"), Amount = "20.50" }],
    };

    public static async Task<Guid> DraftAsync(this CharityApp site, MotionFund fund, Func<KeepMotion, KeepMotion>? change = null)
    {
        var form = site.Form(fund);
        form = change?.Invoke(form) ?? form;
        Demand(await site.SendAsAsync(fund.Mover, form));
        return form.Id;
    }

    public static async Task<Guid> PublishAsync(this CharityApp site, MotionFund fund, Func<KeepMotion, KeepMotion>? change = null)
    {
        var id = await site.DraftAsync(fund, change);
        Demand(await site.SendAsAsync(fund.Mover, new MoveMotion(fund.Slug, id, MotionProcess.Publish, 0, null)));
        return id;
    }

    /// <summary>Published, with minutes and a sign-in sheet: ready for the vote to be written down.</summary>
    public static async Task<Guid> ReadyAsync(this CharityApp site, MotionFund fund, Func<KeepMotion, KeepMotion>? change = null)
    {
        var id = await site.PublishAsync(fund, change);
        await site.AttachAsync(fund, id, MotionPaper.PublicMinutes);
        await site.AttachAsync(fund, id, MotionPaper.SignInSheet);
        return id;
    }

    public static async Task<Result<AttachmentInfo>> AttachAsync(this CharityApp site, MotionFund fund, Guid id, string purpose)
    {
        using var content = new MemoryStream(Uploads.Pdf);
        return await site.SendAsAsync(fund.Recorder, new AddMotionFile(fund.Slug, id, purpose, $"{purpose}.pdf", content));
    }

    /// <summary>How 甲 乙 丙 丁 voted, in this order.</summary>
    public static async Task<RecordVote> BallotAsync(this CharityApp site, MotionFund fund, Guid id, params VoteChoice[] choices)
    {
        var seats = (await site.ReadFundAsync(fund.Slug)).Committee.Where(seat => seat.Role != CommitteeRole.Supervisor).OrderBy(seat => seat.Position).ToList();
        return new RecordVote
        {
            Slug = fund.Slug,
            Id = id,
            Version = 1,
            HeldOn = site.Today(),
            Votes = [.. seats.Zip(choices, (seat, choice) => new TypedVote { SeatId = seat.Id, Choice = choice, Interest = choice == VoteChoice.SteppedAside ? "亲属经营" : null })],
            SupervisorName = "戊",
            SupervisorRemark = "无异议",
        };
    }

    public static async Task<Result> VoteAsync(this CharityApp site, MotionFund fund, Guid id, params VoteChoice[] choices) =>
        await site.SendAsAsync(fund.Recorder, await site.BallotAsync(fund, id, choices));

    public static Task<Motion> ReadMotionAsync(this CharityApp site, Guid id) =>
        site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Motion>().AsNoTracking().SingleAsync(motion => motion.Id == id));

    public static Motion Draft(Guid fundId, Guid movedById, TimeProvider clock)
    {
        var text = new LocalizedText("甲");
        var elements = new MotionElements(text, text, text, text, text, text);
        return Motion.Begin(
            Guid.CreateVersion7(clock.GetUtcNow()), fundId, Money.Yuan,
            new MotionDraft(MotionKind.Committee, text, new MotionPerson("甲", true), new MotionPerson("乙", true), elements, [new MotionLine(text, 100)], text, null, new DateOnly(2030, 1, 1)), movedById);
    }

    public static void Demand(Result result) => Assert.True(result.Succeeded, $"{result.Failure?.Code} {string.Join(',', result.Failure?.Fields.Select(field => field.Code) ?? [])}");
}
