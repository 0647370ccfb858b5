using Charity.Organisations.Contracts;
using Charity.Platform.Calendars;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Ventures.Notices;

/// <summary>A project to be put on notice, with the sources that give its money.</summary>
internal sealed record NoticedProject(Guid SubmissionId, int Number, string Title, OrganisationSummary Organisation, string AreaName, IReadOnlyList<AwardPart> Parts);

/// <summary>Publishes notices, within the transaction that decides; the call's lock (<see cref="SelectionDesk.LockOf"/>) is held.</summary>
internal sealed class NoticePublisher(CharityDbContext db, ICurrentUser user, IWorkingDays workingDays, ISettingsStore settings, SiteTime time, IStringLocalizer texts, TimeProvider clock)
{
    /// <param name="projects">In the order of the list.</param>
    public Task<AwardNotice> PublishAsync(Call call, IReadOnlyList<NoticedProject> projects, CancellationToken cancellationToken) => PublishAsync(call, projects, null, null, cancellationToken);

    /// <param name="replaced">The notice it takes the place of, with the reason that is published.</param>
    public async Task<AwardNotice> PublishAsync(Call call, IReadOnlyList<NoticedProject> projects, AwardNotice? replaced, string? reason, CancellationToken cancellationToken)
    {
        var number = 1 + await db.Set<AwardNotice>().Where(notice => notice.CallId == call.Id).Select(notice => (int?)notice.Number).MaxAsync(cancellationToken) ?? 1;
        var last = workingDays.Add(time.Today, call.Design.NoticeWorkingDays);
        var publisher = (await settings.GetAsync<SiteSettings>(cancellationToken)).Name.Zh;
        var notice = new PublishedNotice(AwardNotice.SlugOf(call.Slug, number), number, call.Title.Zh, publisher, time.Today, last, call.Design.NoticeWorkingDays, call.Design.Money.Currency, reason);
        var entries = projects
            .Select((project, index) => new AwardNoticeEntry(index + 1, project.SubmissionId, project.Number, project.Title, project.Organisation.Name.Zh, project.Organisation.CreditCode, project.AreaName, project.Parts))
            .ToList();
        var text = NoticeText.Write(notice, entries, texts);
        var published = AwardNotice.Publish(call.Id, notice, entries, text, NoticeText.Hash(text), time.Utc(last.AddDays(1)), user.Id, replaced?.Id, clock.GetUtcNow());
        db.Add(published);
        return published;
    }
}
