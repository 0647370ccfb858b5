using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Organisations.Dossiers;

/// <summary>One thing a dossier should hold.</summary>
/// <param name="Page">The part of the workspace where it is entered.</param>
/// <param name="Words">What to do; English text, the key of its translation.</param>
internal sealed record DossierItem(string Code, string Page, string Words, bool IsThere, params object[] Arguments);

/// <summary>What a dossier needs before the bureau is asked to check it.</summary>
internal static class DossierRules
{
    public static IReadOnlyList<DossierItem> Check(SocialOrganisation organisation, DateOnly today)
    {
        var lastYear = today.Year - 1;
        return
        [
            new("registration", "facts", "What the registration certificate says", organisation.RegisteredOn is not null),
            new("identity", "facts", "The legal representative's identity number", organisation.LegalIdentityFingerprint is not null),
            new("contact", "facts", "Area, address, telephone and e-mail address", organisation.AreaCode.Length > 0 && organisation.Telephone is not null),
            new("introduction", "facts", "An introduction for the public", organisation.Introduction is not null),
            new("board", "board", "The board, with its chair", organisation.Board.Any(member => member.Role == BoardRole.Chair)),
            new("inspection", "inspections", "The result of the annual inspection {0}", HasInspection(organisation, lastYear), lastYear),
            new("team", "team", "At least one member of the team", organisation.Team.Count > 0),
            new("bank", "bank", "A bank account in the organisation's own name", organisation.BankAccount?.AccountName == organisation.Name.Zh),
        ];
    }

    public static Task<Failure?> DossierMustBeComplete(SocialOrganisation organisation, IServiceProvider services, CancellationToken cancellationToken) =>
        Task.FromResult(Check(organisation, services.GetRequiredService<SiteTime>().Today).All(item => item.IsThere)
            ? null
            : Failure.Conflict("dossier_incomplete", "Something is still missing; the list says what."));

    /// <summary>An organisation registered since has not been inspected for that year.</summary>
    private static bool HasInspection(SocialOrganisation organisation, int year) =>
        organisation.RegisteredOn?.Year > year || organisation.Inspections.Any(inspection => inspection.Year == year);
}
