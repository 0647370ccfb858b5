using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Office;

internal sealed record TypedInstalment
{
    public TypedText Name { get; init; } = new();
    public int? Percent { get; init; }
    public List<InstalmentCondition> Conditions { get; init; } = [];
}

/// <summary>Changes a call's days, its notice, its reports and how its money is paid out.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record EditCallTimetable : ICommand, IEditCall
{
    public string Slug { get; init; } = string.Empty;
    public int Revision { get; init; }
    public TypedText Amendment { get; init; } = new();
    public DateOnly? NeedsFrom { get; init; }
    public DateOnly? OpensOn { get; init; }
    public DateOnly? ClosesOn { get; init; }
    public int GraceMinutes { get; init; }
    public DateOnly? AnswerOn { get; init; }
    public DateOnly? RunsFrom { get; init; }
    public DateOnly? RunsUntil { get; init; }
    public int NoticeWorkingDays { get; init; }
    public int ReportEveryMonths { get; init; }
    public List<TypedInstalment> Instalments { get; init; } = [];

    public static EditCallTimetable Of(Call call)
    {
        var days = call.Design.Timetable;
        return new()
        {
            Slug = call.Slug,
            Revision = call.Revision,
            NeedsFrom = days.NeedsFrom,
            OpensOn = days.OpensOn,
            ClosesOn = days.ClosesOn,
            GraceMinutes = days.GraceMinutes,
            AnswerOn = days.AnswerOn,
            RunsFrom = days.RunsFrom,
            RunsUntil = days.RunsUntil,
            NoticeWorkingDays = call.Design.NoticeWorkingDays,
            ReportEveryMonths = call.Design.ReportEveryMonths,
            Instalments = [.. call.Design.Instalments.Select(instalment => new TypedInstalment { Name = TypedText.Of(instalment.Name), Percent = instalment.Percent, Conditions = [.. instalment.Conditions] })],
        };
    }
}

internal sealed class EditCallTimetableValidator : AbstractValidator<EditCallTimetable>
{
    public EditCallTimetableValidator()
    {
        RuleFor(call => call.ClosesOn).Must((call, last) => last is null || call.OpensOn is null || last >= call.OpensOn).Says("closes_before_opens", "The last day for submissions lies before the first one.");
        RuleFor(call => call.AnswerOn).Must((call, answer) => answer is null || call.ClosesOn is null || answer > call.ClosesOn).Says("answer_before_closing", "The answer is promised before submissions close.");
        RuleFor(call => call.RunsUntil).Must((call, until) => until is null || call.RunsFrom is null || until > call.RunsFrom).Says("run_ends_early", "Projects would end before they begin.");
        RuleFor(call => call.NeedsFrom).Must((call, from) => from is null || call.OpensOn is null || from <= call.OpensOn).Says("needs_after_opening", "Needs would be collected after submissions have begun.");
        RuleFor(call => call.GraceMinutes).InclusiveBetween(0, 120).Says("number_out_of_range", "Please type a number from {0} to {1}.", 0, 120);
        RuleFor(call => call.NoticeWorkingDays).InclusiveBetween(1, 60).Says("number_out_of_range", "Please type a number from {0} to {1}.", 1, 60);
        RuleFor(call => call.ReportEveryMonths).InclusiveBetween(1, 12).Says("number_out_of_range", "Please type a number from {0} to {1}.", 1, 12);
        RuleForEach(call => call.Instalments).ChildRules(instalment =>
            instalment.RuleFor(i => i.Percent).Must((typed, percent) => typed.Name.ToText() is null || percent is > 0 and <= 100).Says("percent_wrong", "Please type a percentage from {0} to {1}.", 1, 100));
        RuleFor(call => call.Instalments).Must(rows => rows.Count <= EditCallMoneyValidator.MostRows && rows.All(row => EditCallMoneyValidator.IsShort(row.Name)))
            .Says("rows_too_many", "At most {0} rows, and at most {1} characters for a name.", EditCallMoneyValidator.MostRows, EditCallMoneyValidator.LongestName);
        RuleFor(call => call.Instalments).Must(instalments => Named(instalments).Sum(instalment => instalment.Percent ?? 0) == 100)
            .Says("instalments_must_be_100", "The instalments must make 100 % together.");
    }

    internal static IEnumerable<TypedInstalment> Named(IEnumerable<TypedInstalment> instalments) => instalments.Where(instalment => instalment.Name.ToText() is not null);
}

internal sealed class EditCallTimetableHandler(CallDesk desk) : IRequestHandler<EditCallTimetable, Result>
{
    public Task<Result> Handle(EditCallTimetable request, CancellationToken cancellationToken) => desk.EditAsync(
        request,
        call =>
        {
            if (Refusal(request, call) is { } refusal)
            {
                return refusal;
            }

            desk.Redesign(call, call.Title, call.Design with
            {
                Timetable = new CallTimetable
                {
                    NeedsFrom = request.NeedsFrom,
                    OpensOn = request.OpensOn,
                    ClosesOn = request.ClosesOn,
                    GraceMinutes = request.GraceMinutes,
                    AnswerOn = request.AnswerOn,
                    RunsFrom = request.RunsFrom,
                    RunsUntil = request.RunsUntil,
                },
                NoticeWorkingDays = request.NoticeWorkingDays,
                ReportEveryMonths = request.ReportEveryMonths,
                Instalments = [.. EditCallTimetableValidator.Named(request.Instalments).Select(instalment => new InstalmentPlan(instalment.Name.ToText()!, instalment.Percent!.Value, instalment.Conditions))],
            });
            return null;
        },
        cancellationToken);

    /// <summary>Days that have come stay; the last one can only be put off while submissions are taken.</summary>
    private static Failure? Refusal(EditCallTimetable request, Call call)
    {
        var days = call.Design.Timetable;
        if (CallProcess.IsBefore(call.State, CallProcess.Open))
        {
            return null;
        }

        if (request.OpensOn != days.OpensOn)
        {
            return Failure.Field(nameof(request.OpensOn), "first_day_over", "Submissions have begun; their first day stays.");
        }

        if (CallProcess.IsBefore(call.State, CallProcess.Closed))
        {
            return request.ClosesOn is null || request.ClosesOn < days.ClosesOn
                ? Failure.Field(nameof(request.ClosesOn), "deadline_moved_forward", "Submissions have begun: the last day can be put off, but not brought forward.")
                : null;
        }

        return request.ClosesOn != days.ClosesOn || request.GraceMinutes != days.GraceMinutes
            ? Failure.Field(nameof(request.ClosesOn), "last_day_over", "Submissions are closed; their last day stays.")
            : null;
    }
}
