using System.Globalization;
using System.Text;
using Charity.Disbursements.Aid;
using Charity.Disbursements.Approvals;
using Charity.Disbursements.Batches;
using Charity.Disbursements.Requests;
using Charity.Disbursements.Returns;
using Charity.Ledger.Contracts;
using Charity.Organisations.Workspace;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Tests.Funds;
using Charity.Tests.Organisations;
using Charity.Tests.Platform;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures.Projects;
using Charity.Users.Accounts;
using Charity.Ventures.Changes;
using Charity.Ventures.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>Two projects of two funds each, a programme of aid and a motion, with the people around them, who do one random thing after the other.</summary>
internal sealed partial class RandomPayments
{
    private const long AidMinor = 4_000_00, MotionMinor = 3_000_00;
    private static readonly string[] Outcomes = ["成功", "成功", "成功", "失败", "退汇"];

    private readonly CharityApp _site;
    private readonly Random _random;
    private readonly List<string> _done = [];
    private readonly List<(Guid Batch, string Answer)> _answers = [];
    private readonly List<FundedProject> _projects = [];
    private readonly Dictionary<string, long> _given = [];
    private readonly List<User> _approvers = [], _cashiers = [];
    private AidPlace _aid = null!;
    private User _officer = null!, _demander = null!;
    private (MotionFund Fund, Guid Motion) _motion;
    private int _people;

    private RandomPayments(CharityApp site, int seed) => (_site, _random, _people) = (site, new Random(seed), seed % 1_000_000);

    /// <summary>What was done, and what the site said to it.</summary>
    public IReadOnlyList<string> Done => _done;

    public bool PaidSomething { get; private set; }

    public static async Task<RandomPayments> BeginAsync(CharityApp site, int seed)
    {
        var world = new RandomPayments(site, seed);
        foreach (var amounts in (long[][])[[600_01, 400_02], [15_000_00, 7_000_05]])
        {
            var project = await site.StartFundedAsync(amounts);
            world._projects.Add(project);
            foreach (var (fund, amount) in project.Funds.Zip(amounts))
            {
                world._given[fund] = amount;
            }
        }

        world._aid = await site.MakeAidProgrammeAsync(AidMinor, allowsRepeats: true);
        world._motion = await SpendingTests.PassedAsync(site, MotionMinor);
        (world._given[world._aid.Fund], world._given[world._motion.Fund.Slug]) = (AidMinor, MotionMinor);
        for (var index = 0; index < 4; index++)
        {
            world._approvers.Add(await site.OpenAccountAsync($"秘书长{index}", ["SecretaryGeneral"]));
        }

        for (var index = 0; index < 3; index++)
        {
            world._cashiers.Add(await site.OpenAccountAsync($"出纳{index}", ["Finance"]));
        }

        (world._officer, world._demander) = (await site.OpenAccountAsync("救助专员", ["AidOfficer"]), await site.OpenAccountAsync("项目专员", ["Officer"]));
        return world;
    }

    /// <summary>One thing, mostly such that leads on.</summary>
    public Task StepAsync() => _random.Next(1_000) switch
    {
        < 80 => AskAsync(),
        < 130 => ImportAsync(),
        < 160 => SpendAsync(),
        < 380 => ApproveAsync(),
        < 405 => DecideAsync(),
        < 470 => MoveAsync(),
        < 490 => ChangeAccountAsync(),
        < 510 => GiveUpAsync(),
        < 620 => CollectAsync(),
        < 760 => MoveBatchAsync(),
        < 890 => AnswerAsync(),
        < 910 => AnswerAgainAsync(),
        < 955 => DemandAsync(),
        < 975 => ReceiveAsync(),
        < 987 => RefuseFileAsync(),
        < 997 => LowerAsync(),
        _ => TerminateAsync(),
    };

    private async Task AskAsync()
    {
        var project = Any(_projects);
        Note("ask", (await AsAsync(project.Project.Organisation.Owner, [], new RequestPayment(_random.Next(5) > 0 ? project.Instalments[0] : Any(project.Instalments), null))).Failure);
    }

    private async Task ImportAsync()
    {
        var people = Enumerable.Range(0, _random.Next(1, 5)).Select(_ => AidPerson.Of(++_people, (_random.Next(1, 60_000) / 100m).ToString("0.00", CultureInfo.InvariantCulture))).ToList();
        using var file = new MemoryStream(AidSteps.Csv(people));
        var today = _site.Site.Services.CreateScope().ServiceProvider.GetRequiredService<SiteTime>().Today;
        Note("import", (await AsAsync(_officer, ["AidOfficer"], new ImportAidList(
            _aid.Slug, AidPeriod.Around(AidRhythm.Month, today)[0], people.Count, people.Sum(person => decimal.Parse(person.Amount, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture), "名单.csv", file))).Failure);
    }

    private async Task SpendAsync() => Note("spend", (await SpendingTests.TryAskAsync(_site, _motion.Fund.Mover, _motion.Motion, $"{_random.Next(1, 900)}.00")).Failure);

    private async Task ApproveAsync()
    {
        if (await AnyRequestAsync(PaymentProcess.Asked) is { } request)
        {
            Note($"approve {request.Code}", (await AsAsync(Any(_approvers), ["SecretaryGeneral"], new ApprovePayment(request.Id, request.Version, request.Sha256))).Failure);
        }
    }

    private async Task DecideAsync()
    {
        if (await AnyRequestAsync() is { } request)
        {
            var trigger = _random.Next(3) == 0 ? PaymentProcess.Decline : PaymentProcess.Return;
            Note($"{trigger} {request.Code}", (await AsAsync(Any(_approvers), ["SecretaryGeneral"], new MovePayment(request.Id, trigger, request.Version, "理由"))).Failure);
        }
    }

    private async Task MoveAsync()
    {
        if (await AnyRequestAsync(PaymentProcess.Returned, PaymentProcess.Approved, PaymentProcess.Asked) is not { } request)
        {
            return;
        }

        var trigger = request.State == PaymentProcess.Returned && _random.Next(4) > 0 ? PaymentProcess.AskAgain : PaymentProcess.Cancel;
        if (trigger == PaymentProcess.Cancel && _random.Next(3) > 0)
        {
            return;
        }

        Note($"{trigger} {request.Code}", request.Kind switch
        {
            PaymentKind.Aid => (await AsAsync(_officer, ["AidOfficer"], new MoveAidList(
                _aid.Slug, (await _site.ListsOfAsync(_aid)).Find(list => list.RequestId == request.Id)!.Number, trigger, request.Version))).Failure,
            PaymentKind.Spending => (await AsAsync(_motion.Fund.Mover, ["FundManager"], new MoveMyPayment(request.Id, trigger, request.Version, null))).Failure,
            _ => (await AsAsync(_projects.Find(project => project.Project.Slug == request.ProjectSlug)!.Project.Organisation.Owner, [], new MoveMyPayment(request.Id, trigger, request.Version, null))).Failure,
        });
    }

    private async Task GiveUpAsync()
    {
        if (await AnyRequestAsync(PaymentProcess.Paying) is not { Kind: PaymentKind.Aid } request)
        {
            return;
        }

        if (request.GiveUpMinor is null)
        {
            Note($"propose to give up {request.Code}", (await AsAsync(_officer, ["AidOfficer"], new ProposeGivingUp(request.Id, request.Version, "查无此人"))).Failure);
            return;
        }

        var trigger = _random.Next(4) == 0 ? PaymentProcess.KeepTrying : PaymentProcess.GiveUp;
        Note($"{trigger} {request.Code}", (await AsAsync(Any(_approvers), ["SecretaryGeneral"], new DecideGivingUp(request.Id, trigger, request.Version))).Failure);
    }

    private async Task ChangeAccountAsync()
    {
        var organisation = Any(_projects).Project.Organisation;
        if (_random.Next(2) == 0)
        {
            await _site.ProveAccountAsync(organisation);
            Note("prove the account", null);
            return;
        }

        var read = await _site.ReadOrganisationAsync(organisation.Id);
        Note("change the account", (await _site.SendAsync(new KeepBankAccount(organisation.Id, read.Revision, "另一银行", read.Name.Zh, $"62{_random.NextInt64(10_000_000_000, 99_999_999_999)}"))).Failure);
    }

    private async Task DemandAsync() => Note("demand", (await AsAsync(_demander, ["Officer"], new DemandReturn
    {
        Id = Guid.CreateVersion7(), Project = Any(_projects).Project.Slug, Reason = ReturnReason.Unspent, Amount = $"{_random.Next(1, 300)}.{_random.Next(10, 99)}", DueOn = new DateOnly(2030, 1, 31), Explanation = "结余",
    })).Failure);

    private async Task ReceiveAsync()
    {
        var slugs = _projects.ConvertAll(project => project.Project.Slug);
        var open = await ReadAsync(db => db.Set<ReturnDemand>().AsNoTracking().Where(demand => slugs.Contains(demand.ProjectSlug) && demand.State == ReturnProcess.Demanded).ToListAsync());
        if (open.Count > 0)
        {
            var demand = Any(open);
            var amount = _random.Next(2) == 0 ? demand.OpenMinor : _random.NextInt64(1, demand.OpenMinor + 1);
            Note($"receive {amount} for {demand.Code}", (await AsAsync(Any(_cashiers), ["Finance"], new ReceiveReturn
            {
                Id = demand.Id, Version = demand.Version, Amount = (amount / 100m).ToString(CultureInfo.InvariantCulture), ReceivedOn = new DateOnly(2026, 11, 1), BankReference = $"退{Guid.NewGuid():N}",
            })).Failure);
        }
    }

    private async Task LowerAsync()
    {
        var project = Any(_projects);
        var less = _random.NextInt64(1, 30_000);
        var failure = (await _site.AskLessAsync(project, less)).Failure;
        if (failure is null && (failure = (await _site.DecideAsync(project, ChangeProcess.Approve)).Failure) is not null)
        {
            await _site.DecideAsync(project, ChangeProcess.Refuse, "理由");
        }

        Note($"give {less} up of {project.Project.Slug}", failure);
    }

    private async Task TerminateAsync()
    {
        var slug = Any(_projects).Project.Slug;
        Note($"terminate {slug}", (await _site.SendAsync(new MoveProject(slug, ProjectProcess.Terminate, (await _site.ReadProjectAsync(slug)).Version, "组织停止运作"))).Failure);
    }

    private Task<List<PaymentRequest>> MineAsync(CharityDbContext db)
    {
        var (slugs, aid, motion) = (_projects.ConvertAll(project => project.Project.Slug), _aid.Fund, _motion.Motion);
        return PaymentDesk.Whole(db.Set<PaymentRequest>().AsNoTracking())
            .Where(request => slugs.Contains(request.ProjectSlug!) || request.SubjectId == motion || request.Parts.Any(part => part.FundSlug == aid)).OrderBy(request => request.Id).ToListAsync();
    }

    private async Task<PaymentRequest?> AnyRequestAsync(params string[] states)
    {
        var found = (await ReadAsync(MineAsync)).FindAll(request => states.Length == 0 || states.Contains(request.State));
        return found.Count == 0 ? null : Any(found);
    }

    private async Task<PaymentBatch?> AnyBatchAsync(params string[] states)
    {
        var found = (await ReadAsync(async db =>
        {
            var ids = (await MineAsync(db)).ConvertAll(request => request.Id);
            var batches = from sent in db.Set<BatchLine>() join line in db.Set<PaymentLine>() on sent.LineId equals line.Id where ids.Contains(line.RequestId) select sent.BatchId;
            return await db.Set<PaymentBatch>().AsNoTracking().Where(batch => batches.Contains(batch.Id)).OrderBy(batch => batch.Id).ToListAsync();
        })).FindAll(batch => states.Contains(batch.State));
        return found.Count == 0 ? null : Any(found);
    }

    private Task<T> ReadAsync<T>(Func<CharityDbContext, Task<T>> read) => _site.InScopeAsync(services => read(services.GetRequiredService<CharityDbContext>()));

    private Task<T> AsAsync<T>(User user, string[] roles, IRequest<T> request) => _site.AsAsync(roles, services => services.GetRequiredService<IMediator>().Send(request), secondFactor: true, userId: user.Id);

    private T Any<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    private void Note(string what, Failure? failure) => _done.Add(failure is null ? what : $"{what}: {failure.Code} {string.Join(' ', failure.Fields.Select(field => field.Code))}");
}
