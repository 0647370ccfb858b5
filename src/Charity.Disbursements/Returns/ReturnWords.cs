using Charity.Organisations.Contracts;

namespace Charity.Disbursements.Returns;

internal static class ReturnWords
{
    public static string Of(ReturnReason reason) => reason switch
    {
        ReturnReason.Unspent => "Money was left over",
        ReturnReason.FailedEvaluation => "An evaluation was failed",
        ReturnReason.Audit => "The audit does not accept spending",
        ReturnReason.Termination => "The project was terminated",
        _ => throw new InvalidOperationException($"Unknown reason {reason}."),
    };

    /// <summary>Those of the organisation who answer for its money.</summary>
    public static bool Readers(OrganisationRole role) => role is OrganisationRole.Owner or OrganisationRole.Finance;
}
