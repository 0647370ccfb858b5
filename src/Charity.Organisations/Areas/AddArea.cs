using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Areas;

/// <summary>Adds an area below another, or the district itself when <see cref="ParentCode"/> is empty.</summary>
[Requires(Permissions.ManageAreas)]
internal sealed record AddArea : ICommand
{
    public string? ParentCode { get; init; }
    public string? Code { get; init; }
    public TypedText Name { get; init; } = new();
    public AreaKind? Kind { get; init; }
}

internal sealed class AddAreaValidator : AbstractValidator<AddArea>
{
    public AddAreaValidator()
    {
        RuleFor(area => area.Code).NotEmpty().Says("area_code_missing", "Please give the area a code.");
        RuleFor(area => area.Kind).NotNull().Says("area_kind_missing", "Please choose what kind of area this is.");
        RuleFor(area => area.Name.Zh).IsWritten().Says("area_name_missing", "Please give the area a Chinese name.");
        RuleFor(area => area.Name.Zh).MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100);
        RuleFor(area => area.Name.En).MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100);
    }
}

internal sealed class AddAreaHandler(CharityDbContext db, UnitOfWork unitOfWork, AreaTree tree, TimeProvider clock) : IRequestHandler<AddArea, Result>
{
    public async Task<Result> Handle(AddArea request, CancellationToken cancellationToken)
    {
        var code = request.Code!.Trim().ToLowerInvariant();
        if (await db.Set<AreaNode>().AnyAsync(area => area.Code == code, cancellationToken))
        {
            return Failure.Field(nameof(request.Code), "area_code_taken", "Another area has this code already.");
        }

        var parent = await db.Set<AreaNode>().FirstOrDefaultAsync(area => area.Code == request.ParentCode, cancellationToken);
        if (parent is null && !string.IsNullOrEmpty(request.ParentCode))
        {
            return AreaFailures.Unknown;
        }

        var position = await db.Set<AreaNode>().CountAsync(area => area.ParentId == (parent == null ? null : parent.Id), cancellationToken);
        var added = AreaNode.Add(parent, code, request.Name.ToText()!, request.Kind!.Value, position, clock);
        if (added.Failure is { } failure)
        {
            return failure;
        }

        db.Add(added.Value);
        unitOfWork.AfterCommit(tree.Forget);
        return Result.Ok;
    }
}

internal static class AreaFailures
{
    public static Failure Unknown => Failure.NotFound("area_unknown", "There is no such area.");
}
