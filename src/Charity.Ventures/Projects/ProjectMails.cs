using Charity.Organisations.Contracts;
using Charity.Platform.Localization;
using Charity.Platform.Mail;
using Charity.Platform.Settings;
using Charity.Platform.Web;
using Microsoft.Extensions.Localization;

namespace Charity.Ventures.Projects;

/// <summary>Mails to the people of a project's organisation, in their language.</summary>
internal sealed class ProjectMails(IOrganisations organisations, IMailOutbox outbox, ISettingsStore settings, SiteAddress site, IStringLocalizer texts)
{
    /// <param name="key">What the mail is for; the reader's id is added to it, so that each is told once.</param>
    /// <param name="page">The end of the address in the project's workspace, e.g. <c>/agreement</c>.</param>
    public async Task ToColleaguesAsync(
        Project project, string key, Func<OrganisationRole, bool> roles, Func<IStringLocalizer, string> subject, Func<IStringLocalizer, IEnumerable<string>> paragraphs, string page,
        CancellationToken cancellationToken)
    {
        var name = (await settings.GetAsync<SiteSettings>(cancellationToken)).Name;
        foreach (var colleague in (await organisations.MembersAsync(project.OrganisationId, cancellationToken)).Where(colleague => roles(colleague.Role)))
        {
            using var reading = ReadersCulture.Use(colleague.Culture);
            outbox.Add(new MailDraft(
                $"{key}:{colleague.UserId:N}", colleague.Email, $"{subject(texts)} · {name}",
                string.Join("\n\n", [texts["Dear {0},", colleague.Name].Value, .. paragraphs(texts), site.Of($"/workspace/projects/{project.Slug}{page}"), name.ToString()])));
        }
    }
}

/// <summary>The keys of alerts about a project.</summary>
internal static class ProjectAlerts
{
    public static string Agreement(Project project) => $"project-agreement:{project.Id:N}";

    public static string Budget(Project project) => $"project-budget:{project.Id:N}";
}
