using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using FluentValidation;
using MediatR;

namespace Charity.Tests.Platform.Requests;

internal enum Ending
{
    Well,
    InAFailure,
    InAnException,
}

/// <summary>Writes two alerts, one of them down to the database, before it ends.</summary>
[Anybody]
internal sealed record WriteAlerts(string Key, Ending Ending) : ICommand;

internal sealed class WriteAlertsHandler(CharityDbContext db, UnitOfWork unitOfWork, Committed committed) : IRequestHandler<WriteAlerts, Result>
{
    public async Task<Result> Handle(WriteAlerts request, CancellationToken cancellationToken)
    {
        unitOfWork.AfterCommit(() => committed.Keys.Add(request.Key));
        db.Add(Alert($"{request.Key}:written"));
        await db.SaveChangesAsync(cancellationToken);
        db.Add(Alert($"{request.Key}:kept in memory"));
        return request.Ending switch
        {
            Ending.Well => Result.Ok,
            Ending.InAFailure => Failure.Conflict("test_refused", "No."),
            _ => throw new InvalidOperationException("The handler broke."),
        };
    }

    private static Alert Alert(string key) => new()
    {
        Id = Guid.CreateVersion7(), Key = key, Message = "No.", Arguments = "[]", Url = "/", Permission = "SiteOwner", RaisedUtc = TimeProvider.System.GetUtcNow().UtcDateTime,
    };
}

/// <summary>What was told to wake up after a commit.</summary>
internal sealed class Committed
{
    public List<string> Keys { get; } = [];
}

/// <summary>A question with rules: two for the first field, one for the second.</summary>
[SignedIn]
internal sealed record Ask(string Words, int Number, string Owner = Ask.Me) : IQuery<string>
{
    public const string Me = "me";
}

[Requires("ViewAuditTrail")]
internal sealed record AskAsStaff : IQuery<string>;

/// <summary>Its permission needs a second factor.</summary>
[Requires("ManageUsers")]
internal sealed record AskInConfidence : IQuery<string>;

internal sealed record AskNamingNobody : IQuery<string>;

internal sealed class AskValidator : AbstractValidator<Ask>
{
    public AskValidator()
    {
        RuleFor(ask => ask.Words).NotEmpty().Says("words_missing", "Say something.");
        RuleFor(ask => ask.Words).MinimumLength(3).Says("words_short", "Say at least {0} letters.", 3);
        RuleFor(ask => ask.Number).GreaterThan(0).Says("number_wrong", "Say a number above {0}.", 0);
    }
}

internal sealed class OnlyOnesOwn : IAuthorize<Ask>
{
    public Task<Failure?> AuthorizeAsync(Ask request, CancellationToken cancellationToken) =>
        Task.FromResult(request.Owner == Ask.Me ? null : Failure.NotFound("test_unknown", "There is no such thing."));
}

internal sealed class AskHandler :
    IRequestHandler<Ask, Result<string>>, IRequestHandler<AskAsStaff, Result<string>>, IRequestHandler<AskInConfidence, Result<string>>, IRequestHandler<AskNamingNobody, Result<string>>
{
    public const string Answer = "yes";

    public Task<Result<string>> Handle(Ask request, CancellationToken cancellationToken) => Task.FromResult(Result<string>.Ok(Answer));

    public Task<Result<string>> Handle(AskAsStaff request, CancellationToken cancellationToken) => Task.FromResult(Result<string>.Ok(Answer));

    public Task<Result<string>> Handle(AskInConfidence request, CancellationToken cancellationToken) => Task.FromResult(Result<string>.Ok(Answer));

    public Task<Result<string>> Handle(AskNamingNobody request, CancellationToken cancellationToken) => Task.FromResult(Result<string>.Ok(Answer));
}
