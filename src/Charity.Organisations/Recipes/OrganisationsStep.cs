using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Identifiers;
using Charity.Platform.Recipes;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Users.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Recipes;

/// <summary>
/// <c>Organisations</c>: social organisations with their dossiers, moved to the state the recipe names. One that is there already
/// is left as it is but for members it lacks: a dossier belongs to its people, not to a recipe.
/// </summary>
internal sealed class OrganisationsStep(
    CharityDbContext db, UnitOfWork unitOfWork, IUserDirectory users, IAreas areas, IWorkflowDoor door, Fingerprints fingerprints, SiteTime time, TimeProvider clock) : IRecipeStepHandler
{
    public string Name => "Organisations";

    public async Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken)
    {
        var models = step.Read<OrganisationsModel>().Organisations;
        for (var index = 0; index < models.Count; index++)
        {
            await unitOfWork.ExecuteAsync(
                async token =>
                {
                    await StoreAsync(step, models[index], token);
                    return true;
                },
                cancellationToken);
            step.Progress($"{step.Recipe}: organisations", index + 1, models.Count);
        }
    }

    private async Task StoreAsync(RecipeStep step, OrganisationModel model, CancellationToken cancellationToken)
    {
        var code = Checked(step, model, UnifiedSocialCreditCode.Check(model.CreditCode), nameof(model.CreditCode));
        var organisation = await db.Set<SocialOrganisation>().Include(o => o.Members).FirstOrDefaultAsync(o => o.CreditCode == code, cancellationToken);
        if (organisation is null)
        {
            organisation = await BuildAsync(step, model, code, cancellationToken);
            db.Add(organisation);
            await MoveAsync(step, organisation, model, cancellationToken);
        }

        foreach (var member in model.Members)
        {
            var account = await users.FindByEmailAsync(member.Email, cancellationToken) ?? throw step.Error($"{model.Slug}: there is no account {member.Email}");
            if (organisation.Members.All(known => known.UserId != account.Id))
            {
                organisation.Add(OrganisationMember.Of(organisation.Id, account.Id, member.Role, clock.GetUtcNow()));
            }
        }
    }

    private async Task<SocialOrganisation> BuildAsync(RecipeStep step, OrganisationModel model, string code, CancellationToken cancellationToken)
    {
        if (await areas.FindAsync(model.AreaCode, cancellationToken) is null)
        {
            throw step.Error($"{model.Slug}: there is no area {model.AreaCode}");
        }

        var organisation = SocialOrganisation.Begin(model.Slug, code, model.Name, model.Kind, clock.GetUtcNow());
        organisation.Register(new RegistrationFacts(model.Name, model.Kind, model.RegisteredOn, model.Authority, model.LegalRepresentative, model.Scope));
        organisation.Contact(
            new ContactFacts(model.AreaCode, model.Address, Checked(step, model, ChineseTelephone.Check(model.Telephone), nameof(model.Telephone)), EmailAddresses.Clean(model.Email), model.Introduction),
            fingerprints);
        if (model.Identity is not null)
        {
            organisation.Identify(Checked(step, model, ResidentIdentityNumber.Check(model.Identity, time.Today), nameof(model.Identity)), fingerprints);
        }

        if (model.Bank is { } bank)
        {
            organisation.BankAt(new AccountFacts(bank.BankName, model.Name.Zh, Checked(step, model, BankNumber(bank.Number), nameof(bank.Number))), fingerprints, clock.GetUtcNow());
        }

        organisation.Grade(model.Grade?.Level, model.Grade is { } grade ? time.Today.AddDays(grade.ValidForDays) : null);
        AddParts(step, organisation, model);
        return organisation;
    }

    private void AddParts(RecipeStep step, SocialOrganisation organisation, OrganisationModel model)
    {
        foreach (var member in model.Board)
        {
            var seat = new BoardMember { Id = NewId(), OrganisationId = organisation.Id };
            seat.Describe(
                member.Name,
                member.Role,
                member.Identity is null ? null : fingerprints.OfIdentity(Checked(step, model, ResidentIdentityNumber.Check(member.Identity, time.Today), nameof(member.Identity))));
            organisation.Add(seat);
        }

        for (var index = 0; index < model.Inspections.Count; index++)
        {
            var inspection = new AnnualInspection { Id = NewId(), OrganisationId = organisation.Id };
            inspection.Describe(time.Today.Year - 1 - index, model.Inspections[index]);
            organisation.Add(inspection);
        }

        foreach (var facts in model.Licences)
        {
            var licence = new Licence { Id = NewId(), OrganisationId = organisation.Id };
            licence.Describe(new LicenceFact(facts.Title, facts.Number, facts.IssuedBy, facts.ValidForDays is { } days ? time.Today.AddDays(days) : null));
            organisation.Add(licence);
        }

        foreach (var facts in model.Team)
        {
            var member = new TeamMember { Id = NewId(), OrganisationId = organisation.Id };
            member.Describe(facts);
            organisation.Add(member);
        }

        foreach (var facts in model.PastProjects)
        {
            var project = new PastProject { Id = NewId(), OrganisationId = organisation.Id };
            project.Describe(facts);
            organisation.Add(project);
        }
    }

    private async Task MoveAsync(RecipeStep step, SocialOrganisation organisation, OrganisationModel model, CancellationToken cancellationToken)
    {
        var reason = model.Reason ?? string.Empty;
        foreach (var trigger in Path(step, model))
        {
            var fired = await door.FireAsync(OrganisationProcess.Definition, organisation, trigger, null, trigger is OrganisationProcess.Return or OrganisationProcess.Bar ? reason : null, cancellationToken);
            if (fired.Failure is { } failure)
            {
                var missing = DossierRules.Check(organisation, time.Today).Where(item => !item.IsThere).Select(item => item.Code);
                throw step.Error($"{model.Slug}: {failure.Message} {string.Join(", ", missing)}");
            }
        }

        switch (model.State)
        {
            case OrganisationProcess.Verified or OrganisationProcess.Suspended:
                organisation.Verified(time.Today);
                organisation.BankAccount?.Prove("system:recipe", clock.GetUtcNow());
                break;
            case OrganisationProcess.Returned:
                organisation.Returned(reason);
                break;
        }

        if (model.State == OrganisationProcess.Suspended)
        {
            organisation.Add(new Bar
            {
                Id = NewId(),
                OrganisationId = organisation.Id,
                FromDay = time.Today,
                UntilDay = time.Today.AddDays(model.BarredForDays),
                Reason = reason,
                IsPublic = true,
                ByName = "system:recipe",
            });
        }
    }

    private static string[] Path(RecipeStep step, OrganisationModel model) => model.State switch
    {
        OrganisationProcess.Draft => [],
        OrganisationProcess.Submitted => [OrganisationProcess.Submit],
        OrganisationProcess.Returned => [OrganisationProcess.Submit, OrganisationProcess.Return],
        OrganisationProcess.Verified => [OrganisationProcess.Submit, OrganisationProcess.Verify],
        OrganisationProcess.Suspended => [OrganisationProcess.Submit, OrganisationProcess.Verify, OrganisationProcess.Bar],
        _ => throw step.Error($"{model.Slug}: there is no state {model.State}"),
    };

    private static string Checked(RecipeStep step, OrganisationModel model, IdentifierCheck check, string property) =>
        check.IsValid ? check.Normalised : throw step.Error($"{model.Slug}: {property} {check.Normalised} is wrong ({check.Problem})");

    /// <summary>A company's number need not have a card's check digit.</summary>
    private static IdentifierCheck BankNumber(string number) =>
        BankCardNumber.Check(number) is { Problem: IdentifierProblem.CheckDigit } check ? check with { Problem = null } : BankCardNumber.Check(number);

    private Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());
}

internal sealed record OrganisationsModel
{
    public required IReadOnlyList<OrganisationModel> Organisations { get; init; }
}

/// <summary>
/// An organisation in a recipe; <see cref="Reason"/> is why it was returned or barred. Days count from the day the recipe runs, so
/// that a recipe does not grow old.
/// </summary>
internal sealed record OrganisationModel
{
    public required string Slug { get; init; }
    public required LocalizedText Name { get; init; }
    public required string CreditCode { get; init; }
    public required OrganisationKind Kind { get; init; }
    public required DateOnly RegisteredOn { get; init; }
    public required string Authority { get; init; }
    public required string LegalRepresentative { get; init; }
    public string? Identity { get; init; }
    public required string Scope { get; init; }
    public required string AreaCode { get; init; }
    public required string Address { get; init; }
    public required string Telephone { get; init; }
    public required string Email { get; init; }
    public LocalizedText? Introduction { get; init; }
    public required string State { get; init; }
    public string? Reason { get; init; }
    public int BarredForDays { get; init; } = 3 * 365;
    public GradeModel? Grade { get; init; }
    public BankModel? Bank { get; init; }
    public IReadOnlyList<BoardModel> Board { get; init; } = [];

    /// <summary>Of last year, of the year before, and so on back.</summary>
    public IReadOnlyList<InspectionResult> Inspections { get; init; } = [];
    public IReadOnlyList<LicenceModel> Licences { get; init; } = [];
    public IReadOnlyList<TeamFact> Team { get; init; } = [];
    public IReadOnlyList<PastProjectFact> PastProjects { get; init; } = [];
    public IReadOnlyList<MemberModel> Members { get; init; } = [];

    internal sealed record GradeModel(int Level, int ValidForDays);

    internal sealed record BankModel(string BankName, string Number);

    internal sealed record BoardModel(string Name, BoardRole Role, string? Identity = null);

    internal sealed record LicenceModel(string Title, string Number, string IssuedBy, int? ValidForDays = null);

    internal sealed record MemberModel(string Email, OrganisationRole Role);
}
