using AngleSharp.Html.Dom;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Users.Accounts;
using Charity.Ventures.Needs;
using Charity.Ventures.Wishes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures;

/// <summary>What tests do with needs and wishes, in their words.</summary>
internal static class NeedSteps
{
    /// <summary>A worker of their own with these areas in their care.</summary>
    public static async Task<(User User, Visitor Visitor)> OpenWorkerAsync(this CharityApp site, string areaCode, params string[] otherRoles)
    {
        var user = await site.OpenAccountAsync("社工", ["CommunityWorker", .. otherRoles]);
        await site.InScopeAsync(services => services.GetRequiredService<UnitOfWork>().ExecuteAsync(
            async token =>
            {
                await services.GetRequiredService<AccountRoles>().SetScopesAsync(user.Id, [areaCode], [], token);
                return true;
            },
            CancellationToken.None));
        return (user, await site.SignInAsync(user));
    }

    public static string Unique(string text) => $"{text}{Guid.NewGuid().ToString("N")[..6].Replace('1', 'a')}";

    public static KeepNeed Need(Guid id, string? title = null, string area = "meiyuan") => new()
    {
        Id = id,
        AreaCode = area,
        Category = "elderly",
        Title = CallSteps.Both(title ?? Unique("需求")),
        Who = CallSteps.Both("独居老人"),
        People = 40,
        Lacking = CallSteps.Both("周末没有饭吃"),
        Evidence = CallSteps.Both("走访了四十户"),
        Help = CallSteps.Both("助餐点"),
    };

    /// <summary>A need in this state, made by the system.</summary>
    public static async Task<Need> MakeNeedAsync(this CharityApp site, string state = NeedProcess.Published, Func<KeepNeed, KeepNeed>? change = null)
    {
        var form = Need(Guid.CreateVersion7());
        form = change?.Invoke(form) ?? form;
        CallSteps.Demand(await site.SendAsync(form));
        string[] path = state switch { NeedProcess.Draft => [], NeedProcess.Submitted => [NeedProcess.Submit], _ => [NeedProcess.Submit, NeedProcess.Publish] };
        foreach (var trigger in path)
        {
            CallSteps.Demand(await site.SendAsync(new MoveNeed(form.Id, trigger, (await site.ReadNeedAsync(form.Id)).Version, null)));
        }

        return await site.ReadNeedAsync(form.Id);
    }

    /// <summary>A need written by somebody in a browser.</summary>
    public static async Task<Guid> WriteNeedAsync(this Visitor worker, string title, string area = "meiyuan", params (string, string)[] others)
    {
        var page = await worker.OpenAsync("/manage/needs/new");
        await worker.SubmitAsync(page, "main form[action$='/edit']", [("Title.Zh", title), ("AreaCode", area), ("Category", "elderly"), .. others]);
        return Guid.Parse(worker.Location?.Split('/')[^1] ?? throw new InvalidOperationException($"The need was not saved: {(int)worker.Status}"));
    }

    public static Task<Need> ReadNeedAsync(this CharityApp site, Guid id) => site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Need>().AsNoTracking().SingleAsync(need => need.Id == id));

    public static KeepWish Wish(Guid id, string? what = null, string area = "meiyuan") => new()
    {
        Id = id,
        AreaCode = area,
        Who = CallSteps.Both("独居老人，78 岁"),
        What = CallSteps.Both(what ?? Unique("电热毯")),
        Value = "120",
        Contact = "居委会 0510-85550300",
        Handover = "工作日送到服务大厅",
    };

    /// <summary>A wish in this state, made by the system.</summary>
    public static async Task<Wish> MakeWishAsync(this CharityApp site, string state = WishProcess.Open, Func<KeepWish, KeepWish>? change = null)
    {
        var form = Wish(Guid.CreateVersion7());
        form = change?.Invoke(form) ?? form;
        CallSteps.Demand(await site.SendAsync(form));
        string[] path = state switch { WishProcess.Draft => [], WishProcess.Submitted => [WishProcess.Submit], _ => [WishProcess.Submit, WishProcess.Publish] };
        foreach (var trigger in path)
        {
            CallSteps.Demand(await site.SendAsync(new MoveWish(form.Id, trigger, (await site.ReadWishAsync(form.Id)).Version, null)));
        }

        return await site.ReadWishAsync(form.Id);
    }

    public static Task<Wish> ReadWishAsync(this CharityApp site, Guid id) => site.InScopeAsync(services => WishDesk.Whole(services.GetRequiredService<CharityDbContext>().Set<Wish>().AsNoTracking()).SingleAsync(wish => wish.Id == id));

    public static Task<List<WishClaim>> ReadClaimsAsync(this CharityApp site, Guid wishId) => site.InScopeAsync(services =>
        services.GetRequiredService<CharityDbContext>().Set<WishClaim>().AsNoTracking().Where(claim => claim.WishId == wishId).OrderBy(claim => claim.Id).ToListAsync());

    /// <summary>Takes a wish on in the browser; answers with the page that came.</summary>
    public static async Task<IHtmlDocument> ClaimAsync(this Visitor visitor, string slug, params (string, string)[] others) =>
        await visitor.SubmitAsync(await visitor.OpenAsync($"/wishes/{slug}/claim"), "main form[method=post]", [.. others.Any(other => other.Item1 == "Contact") ? others : [("Contact", "13812345678"), .. others]]);
}
