using System.Diagnostics;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Text;
using Charity.Tests.Support;
using Charity.Ventures.Calls;
using Charity.Ventures.Forms;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Reviews;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Benchmarks;

/// <summary>A reviewer's queue and an officer's list with few and with very many submissions in the call; the reviewer has as many to do in both.</summary>
internal static class QueueBenchmark
{
    private const int Few = 100;
    private const int Many = 10_000;
    private const int Own = 40;
    private const int Each = 5;
    private const int Others = 200;
    private const int Opened = 400;
    private const double MostGrowth = 0.2;

    public static async Task<bool> RunAsync(DatabaseKind kind)
    {
        var (few, many) = (await MeasureAsync(kind, Few), await MeasureAsync(kind, Many));
        return Compare(kind, "a reviewer's queue", few.Queue, many.Queue) & Compare(kind, "an officer's list", few.List, many.List);
    }

    private static bool Compare(DatabaseKind kind, string page, double few, double many)
    {
        var growth = (many / few) - 1;
        Machine.Say($"{kind}: {page} opens in {few:0.0} ms with {Few:N0} submissions and {many:0.0} ms with {Many:N0}: {growth:P0} (at most {MostGrowth:P0}): {(growth <= MostGrowth ? "held" : "BROKEN")}");
        return growth <= MostGrowth;
    }

    private static async Task<(double Queue, double List)> MeasureAsync(DatabaseKind kind, int submissions)
    {
        await using var site = await CharityApp.StartAsync(kind);
        await site.InScopeAsync(services => FillAsync(services.GetRequiredService<CharityDbContext>(), submissions));
        return (await OpenAsync(await site.SignInAsync("reviewer1"), "/review"), await OpenAsync(await site.SignInAsync("officer"), "/office/calls/bench/submissions"));
    }

    /// <summary>The median in milliseconds.</summary>
    private static async Task<double> OpenAsync(Visitor visitor, string page)
    {
        for (var i = 0; i < Opened / 4; i++)
        {
            await visitor.Http.GetByteArrayAsync(page);
        }

        var times = new List<double>(Opened);
        for (var i = 0; i < Opened; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await visitor.Http.GetByteArrayAsync(page);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        return times[Opened / 2];
    }

    private static async Task<bool> FillAsync(CharityDbContext db, int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        var dueOn = DateOnly.FromDateTime(now.UtcDateTime.AddDays(10));
        var me = (await db.Set<Reviewer>().OrderBy(reviewer => reviewer.Id).FirstAsync()).Id;
        var organisation = await db.Set<SocialOrganisation>().Select(row => row.Id).FirstAsync();
        var others = Enumerable.Range(0, Others).Select(_ => Reviewer.Join(Guid.CreateVersion7(), "专家", now)).ToList();
        var call = Call.Plan("bench", new LocalizedText("压测"), new CallDesign(), UsualForm.Definition, now);
        db.Add(call);
        db.AddRange(others);
        for (var n = 0; n < count; n++)
        {
            var writer = new Writer(Guid.CreateVersion7(), "压测");
            var submission = Submission.Begin(call.Id, 1, organisation, $"项目{n}", writer, now);
            submission.HandIn(n + 1, null, EligibilityReport.None, now);
            db.Add(submission);
            db.AddRange(Enumerable.Range(0, Each).Select(i => Review.Assign(call.Id, submission.Id, submission.OrganisationId, i == 0 && n < Own ? me : others[(n + i) % Others].Id, dueOn, now)));
            if (n % 500 == 499)
            {
                await db.SaveChangesAsync();
                db.ChangeTracker.Clear();
            }
        }

        await db.SaveChangesAsync();
        await db.Set<Submission>().ExecuteUpdateAsync(row => row.SetProperty(submission => submission.State, SubmissionProcess.UnderReview));
        await db.Set<Call>().Where(row => row.Id == call.Id).ExecuteUpdateAsync(row => row.SetProperty(planned => planned.State, CallProcess.Reviewing));

        // As the databases do by themselves after so many rows.
        await db.Database.ExecuteSqlRawAsync(db.Database.IsNpgsql() ? "VACUUM ANALYZE" : "ANALYZE");
        return true;
    }
}
