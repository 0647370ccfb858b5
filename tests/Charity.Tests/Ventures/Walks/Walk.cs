using System.Globalization;
using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Tests.Organisations;
using Charity.Tests.Platform;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures.Decisions;
using Charity.Users.Accounts;
using Charity.Ventures.Calls;
using Charity.Ventures.Forms;
using Charity.Ventures.Office;
using Charity.Ventures.Reviewers;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.Walks;

/// <summary>Somebody who takes part.</summary>
internal sealed record Walker(string Name, Guid Id, string Email, params string[] Roles);

/// <summary>
/// One call with its people, who do at random what they may and what they may not. Everything goes through the requests of the site; the same seed
/// walks the same way.
/// </summary>
internal sealed partial class Walk : IAsyncDisposable
{
    public const string Fund = "meiyuan";
    public const string Done = "done";
    public const long FundMinor = 90_000_00;
    private const int Organisations = 6;
    private readonly MovedClock _clock;
    private readonly Random _random;
    private readonly List<string> _log = [];
    private readonly List<(Guid Id, Walker Owner)> _organisations = [];
    private readonly List<Walker> _officers = [];
    private readonly List<Walker> _reviewers = [];
    private readonly List<Walker> _experts = [];
    private readonly List<Guid> _submissions = [];
    private string _state = string.Empty;

    private Walk(CharityApp site, MovedClock clock, int seed) => (Site, _clock, _random) = (site, clock, new Random(seed));

    public CharityApp Site { get; }
    public string Slug { get; private set; } = string.Empty;
    public Guid CallId { get; private set; }

    /// <summary>What was done last, for whoever has to find out.</summary>
    public string Story => string.Join('\n', _log.TakeLast(80));

    /// <summary>How often each request was answered with what.</summary>
    public SortedDictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

    public static async Task<Walk> BeginAsync(DatabaseKind database, int seed)
    {
        var clock = new MovedClock();
        var walk = new Walk(await CharityApp.OpenAsync(database, services => services.AddSingleton<TimeProvider>(clock)), clock, seed);
        await walk.Site.FillAsync(Fund, FundMinor);
        await walk.AddPeopleAsync();
        await walk.OpenCallAsync();
        return walk;
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    /// <summary>Somebody does something; whoever finds nothing to do lets another go first.</summary>
    public async Task StepAsync()
    {
        // Ids are ordered by the clock: without this, what is made in two steps at one moment would come in another order each time.
        _clock.Advance(TimeSpan.FromSeconds(1));
        _state = await ReadAsync(db => db.Set<Call>().Where(call => call.Id == CallId).Select(call => call.State).SingleAsync());
        var acts = Acts.Select(act => (Weight: act.When.Contains(_state) ? act.Weight * 8 : act.Weight, act.Do)).ToList();
        var before = _log.Count;
        while (_log.Count == before)
        {
            var at = _random.Next(acts.Sum(act => act.Weight));
            await acts.First(act => (at -= act.Weight) < 0).Do();
        }
    }

    private async Task AddPeopleAsync()
    {
        foreach (var name in (string[])["科员甲", "科员乙", "科员丙", "科员丁"])
        {
            _officers.Add(await OpenAsync(name, "Officer"));
        }

        foreach (var name in (string[])["专家甲", "专家乙", "专家丙", "专家丁", "专家戊"])
        {
            _reviewers.Add(await OpenAsync(name, "Reviewer"));
        }

        _experts.AddRange([await OpenAsync("评估专家甲"), await OpenAsync("评估专家乙")]);
        for (var number = 0; number < Organisations; number++)
        {
            var made = await Site.AddOrganisationAsync(OrganisationProcess.Verified);
            _organisations.Add((made.Id, new Walker($"负责人{number}", made.Owner.Id, made.Owner.Email!)));
        }

        // One officer and one reviewer belong to an applicant, one officer reviews as well.
        await Site.InUnitAsync(services =>
        {
            var (db, now) = (services.GetRequiredService<CharityDbContext>(), _clock.GetUtcNow());
            db.AddRange(OrganisationMember.Of(_organisations[0].Id, _officers[3].Id, OrganisationRole.Editor, now), OrganisationMember.Of(_organisations[1].Id, _reviewers[0].Id, OrganisationRole.Finance, now));
            foreach (var walker in (Walker[])[.. _reviewers, _officers[2]])
            {
                var reviewer = Reviewer.Join(walker.Id, walker.Name, now);
                reviewer.Describe(new ReviewerFacts("外地大学", "教授", ["community"], [], 20, string.Empty));
                db.Add(reviewer);
            }

            return Task.FromResult(true);
        });
        _reviewers.Add(_officers[2]);
    }

    private async Task<Walker> OpenAsync(string name, params string[] roles)
    {
        var user = await Site.OpenAccountAsync(name, roles);
        return new Walker(name, user.Id, user.Email!, roles);
    }

    private async Task OpenCallAsync()
    {
        Slug = await Site.MakeCallAsync();
        var today = await Site.TodayAsync();
        CallSteps.Demand(await Site.SendAsync(EditCallMoney.Of(await Site.ReadCallAsync(Slug)) with
        {
            Sources = [new TypedSource { Fund = Fund, Amount = "70000" }, new TypedSource { Name = CallSteps.Both("区民政局"), Amount = "30000" }], ProjectCap = "40000",
        }));
        CallSteps.Demand(await Site.SendAsync(EditCallReview.Of(await Site.ReadCallAsync(Slug)) with { ReviewersEach = 2, HasDefence = false, PassMark = 40 }));
        CallSteps.Demand(await Site.SendAsync(EditCallTimetable.Of(await Site.ReadCallAsync(Slug)) with
        {
            OpensOn = today, ClosesOn = today.AddDays(8), AnswerOn = today.AddDays(40), RunsFrom = today.AddDays(50), RunsUntil = today.AddDays(110),
        }));
        await Site.InUnitAsync(async services =>
        {
            var call = await services.GetRequiredService<CallDesk>().FindAsync(Slug, TestContext.Current.CancellationToken);
            call!.Ask(new FormDefinition([new FormSection(new LocalizedText("项目"),
            [
                new FormField { Code = "areas", Kind = FieldKind.Areas, Label = new LocalizedText("地点") },
                new FormField { Code = "budget", Kind = FieldKind.Budget, Label = new LocalizedText("预算"), IsRequired = true },
            ])]));
            services.GetRequiredService<CallDesk>().Redesign(call, call.Title, call.Design with { NoticeWorkingDays = 3, Eligibility = call.Design.Eligibility with { MostSubmissions = 3 } });
            return true;
        });
        CallSteps.Demand(await Site.SendAsync(await Site.MoveOf(Slug, "announce", 0, null)));
        await Site.TurnEveryClockAsync();
        CallId = (await Site.ReadCallAsync(Slug)).Id;
    }

    private T Any<T>(IReadOnlyList<T> things) => things[_random.Next(things.Count)];

    /// <summary>One of the fitting ones mostly, when there is one; at times any, which the site then has to refuse.</summary>
    private T? Mostly<T>(IReadOnlyList<T> all, Func<T, bool> fits) where T : class
    {
        var fitting = all.Where(fits).ToList();
        return fitting.Count > 0 && Chance(90) ? Any(fitting) : all.Count > 0 && Chance(30) ? Any(all) : null;
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private Task<T> ReadAsync<T>(Func<CharityDbContext, Task<T>> read) => Site.InScopeAsync(services => read(services.GetRequiredService<CharityDbContext>()));

    private DateOnly Today => DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime.AddHours(8));

    /// <summary>Sends as a person, mostly with a second factor; nobody, when there is none.</summary>
    private async Task<T> SendAsync<T>(Walker? walker, IRequest<T> request) where T : IFailable<T>
    {
        var secondFactor = Chance(90);
        var answer = await Site.AsAsync(walker?.Roles, services => services.GetRequiredService<IMediator>().Send(request), secondFactor, walker?.Id);
        var outcome = $"{request.GetType().Name} {answer.Failure?.Code ?? Done}";
        Counts[outcome] = Counts.GetValueOrDefault(outcome) + 1;
        _log.Add(string.Create(CultureInfo.InvariantCulture, $"{_clock.GetUtcNow():MM-dd HH:mm} {walker?.Name ?? "(nobody)"} {request}: {answer.Failure?.Code ?? Done}"));
        return answer;
    }
}
