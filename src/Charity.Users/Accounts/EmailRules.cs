using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;

namespace Charity.Users.Accounts;

internal static class EmailRules
{
    public static IRuleBuilderOptions<T, string?> IsEmailAddress<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(EmailAddresses.IsValid).Says("invalid_email", "Please enter an e-mail address like name@example.org.");
}
