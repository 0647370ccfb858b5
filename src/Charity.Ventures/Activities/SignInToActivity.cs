using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Activities;

/// <summary>Somebody at the door signs in with the code on the poster: without an account, once per device and once per person.</summary>
/// <param name="Device">The device's cookie.</param>
/// <param name="Digits">The last four digits of the telephone; with the name they tell two people apart, and they are not kept.</param>
[Anybody]
internal sealed record SignInToActivity(string Key, string Device, string? Name, string? Digits) : ICommand;

internal sealed class SignInToActivityValidator : AbstractValidator<SignInToActivity>
{
    public SignInToActivityValidator()
    {
        RuleFor(signIn => signIn.Name).MaximumLength(50).Says("text_too_long", "Please use at most {0} characters.", 50);
        RuleFor(signIn => signIn.Digits).Must(digits => HalfWidth.Of(PlainText.Clean(digits)) is { Length: 4 } four && four.All(char.IsAsciiDigit)).Says("digits_wrong", "Please type the last four digits of your telephone number.");
    }
}

internal sealed class SignInToActivityHandler(CharityDbContext db, FieldCipher cipher, TimeProvider clock) : IRequestHandler<SignInToActivity, Result>
{
    /// <summary>More than fit into any hall: whoever gets there is not a crowd but a machine.</summary>
    private const int Most = 3_000;

    public async Task<Result> Handle(SignInToActivity request, CancellationToken cancellationToken)
    {
        await db.LockAsync($"sign-in:{request.Key}", cancellationToken);
        if (await db.Set<Activity>().SingleOrDefaultAsync(activity => activity.SignInKey == request.Key, cancellationToken) is not { } activity)
        {
            return ActivityFailures.Unknown;
        }

        var now = clock.GetUtcNow();
        if (!activity.TakesSignIns(now.UtcDateTime) || activity.SignedIn >= Most)
        {
            return Failure.Conflict("sign_in_closed", "Signing in is possible from an hour before the activity until two hours after it.");
        }

        var name = PlainText.Clean(request.Name);
        var device = cipher.Fingerprint($"device:{request.Device}");

        // Four digits alone are shared by many people: without a name only the device tells them apart.
        var person = cipher.Fingerprint(name.Length == 0 ? $"nobody:{request.Device}" : $"person:{name}:{HalfWidth.Of(PlainText.Clean(request.Digits))}");
        if (await db.Set<SignIn>().AnyAsync(signIn => signIn.ActivityId == activity.Id && (signIn.DeviceFingerprint == device || signIn.PersonFingerprint == person), cancellationToken))
        {
            return Failure.Conflict("signed_in_already", "You have signed in already. Thank you for coming.");
        }

        db.Add(SignIn.Of(activity.Id, name, device, person, now));
        activity.CountSignIn();
        return Result.Ok;
    }
}
