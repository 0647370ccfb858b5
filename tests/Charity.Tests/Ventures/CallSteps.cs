using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Tests.Support;
using Charity.Ventures.Calls;
using Charity.Ventures.Office;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures;

/// <summary>The sites the tests of ventures share, one per database.</summary>
[CollectionDefinition(nameof(VentureSites))]
public sealed class VentureSites : ICollectionFixture<SharedSites>;

/// <summary>What tests do with calls, in their words.</summary>
internal static class CallSteps
{
    public static string NewSlug() => "call-" + Guid.CreateVersion7().ToString("N")[^12..];

    /// <summary>A call with everything that is needed; a draft unless it is to be announced.</summary>
    /// <param name="opensIn">Days from today to the first day.</param>
    public static async Task<string> MakeCallAsync(this CharityApp site, bool announce = false, int opensIn = 0, string? title = null)
    {
        var slug = NewSlug();
        var today = await site.InScopeAsync(services => Task.FromResult(services.GetRequiredService<SiteTime>().Today));
        Demand(await site.SendAsync(new PlanCall { Slug = slug, Title = Both(title ?? $"测试征集{slug}") }));
        Demand(await site.SendAsync(new EditCallTexts { Slug = slug, Revision = 0, Title = Both(title ?? $"测试征集{slug}"), Summary = Both("简介"), Guidance = Both("指南"), Contact = Both("民政科") }));
        Demand(await site.SendAsync(EditCallMoney.Of(await site.ReadCallAsync(slug)) with
        {
            Sources = [new TypedSource { Fund = "meiyuan", Amount = "300000" }, new TypedSource { Name = Both("区民政局"), Amount = "200,000.50" }],
            ProjectCap = "５００００",
        }));
        Demand(await site.SendAsync(EditCallTimetable.Of(await site.ReadCallAsync(slug)) with
        {
            OpensOn = today.AddDays(opensIn), ClosesOn = today.AddDays(opensIn + 20), AnswerOn = today.AddDays(opensIn + 60), RunsFrom = today.AddDays(opensIn + 70), RunsUntil = today.AddDays(opensIn + 300),
        }));
        if (announce)
        {
            Demand(await site.SendAsync(await site.MoveOf(slug, "announce", 0, null)));
        }

        return slug;
    }

    /// <summary>A move by somebody who has just looked at the call.</summary>
    public static async Task<MoveCall> MoveOf(this CharityApp site, string slug, string trigger, int version, string? note) =>
        new(slug, trigger, version, (await site.ReadCallAsync(slug)).Revision, note);

    public static Task TurnTheClockAsync(this CharityApp site) => site.InScopeAsync(async services =>
    {
        await services.GetRequiredService<CallClock>().TurnAsync(CancellationToken.None);
        return true;
    });

    public static Task<Call> ReadCallAsync(this CharityApp site, string slug) => site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Call>()
        .AsNoTracking().AsSplitQuery().Include(call => call.Forms).Include(call => call.Amendments).SingleAsync(call => call.Slug == slug));

    public static TypedText Both(string zh) => new() { Zh = zh, En = $"English {zh}" };

    public static void Demand(Result result) => Assert.True(result.Succeeded, $"{result.Failure?.Code} {string.Join(',', result.Failure?.Fields.Select(field => field.Code) ?? [])}");
}
