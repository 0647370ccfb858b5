using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Users.Sessions;

internal static class AccountAddress
{
    /// <summary>The address to come back to when it is one of this site; the account's first page otherwise. Nobody is sent to another site.</summary>
    public static string OwnAddress(this Controller controller, string? returnUrl) => controller.Url.Own(returnUrl, "/account");
}
