using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using Charity.Ventures.Forms;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Office;

/// <summary>Begins a call: with the usual settings and form, or as a copy of an earlier one without its days and money.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record PlanCall : ICommand
{
    public string Slug { get; init; } = string.Empty;
    public TypedText Title { get; init; } = new();

    /// <summary>The slug of the call to copy.</summary>
    public string? CopyOf { get; init; }
}

internal sealed class PlanCallValidator : AbstractValidator<PlanCall>
{
    public PlanCallValidator()
    {
        RuleFor(call => call.Slug).Must(Call.IsSlug).Says("slug_wrong", "Please use small letters, digits and hyphens, at most {0} characters: it becomes part of the address.", Call.SlugLength);
        RuleFor(call => call.Title.Zh).NotEmpty().Says("call_title_missing", "Please give the call a Chinese title.").MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100);
        RuleFor(call => call.Title.En).MaximumLength(150).Says("text_too_long", "Please use at most {0} characters.", 150);
    }
}

internal sealed class PlanCallHandler(CharityDbContext db, CallDesk desk, TimeProvider clock) : IRequestHandler<PlanCall, Result>
{
    public async Task<Result> Handle(PlanCall request, CancellationToken cancellationToken)
    {
        if (await db.Set<Call>().AnyAsync(call => call.Slug == request.Slug, cancellationToken))
        {
            return Failure.Field(nameof(request.Slug), "slug_taken", "Another call has this address already.");
        }

        var (design, form) = (new CallDesign(), UsualForm.Definition);
        if (!string.IsNullOrEmpty(request.CopyOf))
        {
            if (await desk.FindAsync(request.CopyOf, cancellationToken) is not { } model)
            {
                return Failure.Field(nameof(request.CopyOf), "call_unknown", "There is no such call.");
            }

            design = model.Design with { Timetable = new CallTimetable { GraceMinutes = model.Design.Timetable.GraceMinutes }, Money = model.Design.Money with { Sources = [] } };
            form = model.IsImported ? form : model.Form.Definition;
        }

        db.Add(Call.Plan(request.Slug, request.Title.ToText()!, design, form, clock.GetUtcNow()));
        return Result.Ok;
    }
}
