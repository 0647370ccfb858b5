using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Users.Accounts;
using FluentValidation;
using MediatR;

namespace Charity.Users.Profile;

/// <summary>Changes the own name and the language of mail.</summary>
[SignedIn]
internal sealed record ChangeProfile(string? Name, string? Culture) : ICommand;

internal sealed class ChangeProfileValidator : AbstractValidator<ChangeProfile>
{
    public static readonly string[] Cultures = ["zh-CN", "en"];

    public ChangeProfileValidator()
    {
        RuleFor(request => request.Name).Must(name => PlainText.Clean(name).Length > 0).Says("name_missing", "Please enter your name.");
        RuleFor(request => request.Name)
            .Must(name => PlainText.Clean(name).Length <= User.NameLength)
            .Says("name_too_long", "Please use at most {0} characters.", User.NameLength);
        RuleFor(request => request.Culture).Must(culture => Cultures.Contains(culture, StringComparer.Ordinal)).Says("culture_unknown", "Please choose one of the languages.");
    }
}

internal sealed class ChangeProfileHandler(AccountManager accounts, AccountSignIn signIn, ICurrentUser current) : IRequestHandler<ChangeProfile, Result>
{
    public async Task<Result> Handle(ChangeProfile request, CancellationToken cancellationToken)
    {
        var user = (await accounts.FindByIdAsync(current.Id.ToString()!))!;
        user.Introduce(PlainText.Clean(request.Name), request.Culture!);
        if ((await accounts.UpdateAsync(user)).Reason() is { } reason)
        {
            return reason;
        }

        await signIn.ReissueAsync(user, withSecondFactor: false);
        return Result.Ok;
    }
}
