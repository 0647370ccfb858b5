using Charity.Platform.Localization;
using Charity.Platform.Requests;
using Microsoft.Extensions.Localization;

namespace Charity.Users.Contracts;

/// <summary>A refusal that keeps duties apart says who may do it instead.</summary>
public static class OthersWhoMay
{
    /// <summary>So many names help; more do not.</summary>
    private const int MostNames = 10;

    /// <param name="reason">Why the reader may not.</param>
    /// <param name="permission">Whose holders are asked about.</param>
    /// <param name="mayAsync">Whether another account may; the reader's own is asked about as well.</param>
    /// <returns>Of the reason's kind and code, with the reason and at most ten names.</returns>
    public static async Task<Failure> WithOthersAsync(
        this IUserDirectory users, Failure reason, string permission, Func<Guid, Task<bool>> mayAsync, IStringLocalizer texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(users);
        ArgumentNullException.ThrowIfNull(reason);
        ArgumentNullException.ThrowIfNull(mayAsync);
        var others = new List<string>();
        foreach (var holder in await users.HoldersAsync(permission, cancellationToken))
        {
            if (others.Count < MostNames && await mayAsync(holder.Id))
            {
                others.Add(holder.Name);
            }
        }

        var why = texts.Say(reason);
        return others.Count == 0
            ? new Failure(reason.Kind, reason.Code, "{0} Nobody else may do it either: ask an administrator for another account.", why)
            : new Failure(reason.Kind, reason.Code, "{0} Others may: {1}.", why, texts.List(others));
    }
}
