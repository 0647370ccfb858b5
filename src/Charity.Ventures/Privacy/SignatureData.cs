using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Charity.Users.Contracts;
using Charity.Ventures.Agreements;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Privacy;

/// <summary>
/// What a person has signed: agreements, and the minutes of decisions. A signed document proves who bound themselves to what (Civil Code, articles 490
/// and 188: contracts and the time in which claims may be raised), so the name stays under it.
/// </summary>
internal sealed class SignatureData(CharityDbContext db) : IPersonalDataSource
{
    public string Section => "signatures";

    public async Task<object?> ExportAsync(UserSummary person, CancellationToken cancellationToken)
    {
        var agreements = (await AgreementsAsync(person, cancellationToken))
            .SelectMany(row => new[] { row.Agreement.Organisation, row.Agreement.Bureau }.OfType<Signature>().Where(signature => signature.UserId == person.Id)
                .Select(signature => new { Project = row.Slug, signature.Name, signature.AtUtc, signature.Sha256 }))
            .ToList();
        var minutes = await (
            from signature in db.Set<MinutesSignature>().AsNoTracking()
            where signature.UserId == person.Id
            join selection in db.Set<Selection>() on signature.SelectionId equals selection.Id
            join call in db.Set<Call>() on selection.CallId equals call.Id
            orderby signature.SignedUtc
            select new { Call = call.Slug, signature.Name, AtUtc = signature.SignedUtc, signature.Sha256 }).ToListAsync(cancellationToken);
        return agreements.Count + minutes.Count == 0 ? null : new { Agreements = agreements, Minutes = minutes };
    }

    public async Task<IReadOnlyList<string>> EraseAsync(UserSummary person, CancellationToken cancellationToken) =>
        await ExportAsync(person, cancellationToken) is null
            ? []
            : ["Your name stays under the agreements and minutes you signed: without it they would prove nothing, and they are kept as long as somebody may rely on them."];

    /// <summary>A signature is part of a document and not to be searched for; its step is.</summary>
    private async Task<List<SignedAgreement>> AgreementsAsync(UserSummary person, CancellationToken cancellationToken) => await (
        from agreement in db.Set<Agreement>().AsNoTracking()
        where db.Set<WorkflowStep>().Any(step => step.Process == AgreementProcess.Table.Process && step.InstanceId == agreement.Id && step.ActorId == person.Id)
        join project in db.Set<Project>() on agreement.ProjectId equals project.Id
        orderby agreement.Id
        select new SignedAgreement(project.Slug, agreement)).ToListAsync(cancellationToken);

    private sealed record SignedAgreement(string Slug, Agreement Agreement);
}
