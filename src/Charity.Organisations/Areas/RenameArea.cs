using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Areas;

/// <summary>Corrects an area's name. Code and place stay: funds and scopes name them.</summary>
[Requires(Permissions.ManageAreas)]
internal sealed record RenameArea : ICommand
{
    public string Code { get; init; } = string.Empty;
    public TypedText Name { get; init; } = new();
    public int Version { get; init; }
}

internal sealed class RenameAreaValidator : AbstractValidator<RenameArea>
{
    public RenameAreaValidator()
    {
        RuleFor(area => area.Name.Zh).IsWritten().Says("area_name_missing", "Please give the area a Chinese name.");
        RuleFor(area => area.Name.Zh).MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100);
        RuleFor(area => area.Name.En).MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100);
    }
}

internal sealed class RenameAreaHandler(CharityDbContext db, UnitOfWork unitOfWork, AreaTree tree) : IRequestHandler<RenameArea, Result>
{
    public async Task<Result> Handle(RenameArea request, CancellationToken cancellationToken)
    {
        if (await db.Set<AreaNode>().FirstOrDefaultAsync(area => area.Code == request.Code, cancellationToken) is not { } area)
        {
            return AreaFailures.Unknown;
        }

        if (area.Version != request.Version)
        {
            return Failure.Conflict("changed_meanwhile", "Somebody else changed this at the same moment. Look at the new state, then try again.");
        }

        area.Rename(request.Name.ToText()!);
        unitOfWork.AfterCommit(tree.Forget);
        return Result.Ok;
    }
}
