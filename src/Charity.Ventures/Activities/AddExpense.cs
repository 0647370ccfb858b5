using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Ventures.Projects;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Activities;

/// <summary>Writes down what was spent, with its voucher: no expense is kept without one.</summary>
[SignedIn]
internal sealed record AddExpense : IOutsideCall<AttachmentInfo>, IOwnProjectRequest
{
    public string Slug { get; init; } = string.Empty;
    public string? Head { get; init; }
    public string? What { get; init; }
    public DateOnly? Day { get; init; }
    public string? Amount { get; init; }
    public string FileName { get; init; } = string.Empty;
    public Stream? Content { get; init; }
}

internal sealed class AddExpenseValidator : AbstractValidator<AddExpense>
{
    public AddExpenseValidator()
    {
        RuleFor(add => add.Head).NotEmpty().Says("head_missing", "Choose what kind of spending this is.");
        RuleFor(add => add.What).Must(what => PlainText.Clean(what).Length > 0).Says("what_missing", "Say what was paid for.")
            .MaximumLength(200).Says("text_too_long", "Please use at most {0} characters.", 200);
        RuleFor(add => add.Day).NotNull().Says("day_missing", "Please choose the day.");
        RuleFor(add => add.Amount).Must(amount => AmountParser.Parse(amount, Money.Yuan).Minor > 0).Says("amount_wrong", "Please type the amount, like 120.00.");
        RuleFor(add => add.Content).NotNull().OverridePropertyName("File").Says("voucher_missing", "Add the voucher: a picture or a PDF.");
    }
}

internal sealed class AddExpenseHandler(CharityDbContext db, ProjectDesk projects, IAttachments attachments, SiteTime time, TimeProvider clock) : IRequestHandler<AddExpense, Result<AttachmentInfo>>
{
    public Task<Result<AttachmentInfo>> Handle(AddExpense request, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        return attachments.StoreAsync(
            new AttachmentUpload(ActivityDesk.VoucherOf(id), ActivityDesk.Voucher, request.FileName, request.Content!), token => AddAsync(id, request, token), cancellationToken);
    }

    private async Task<Failure?> AddAsync(Guid id, AddExpense request, CancellationToken cancellationToken)
    {
        var taken = await projects.TakeAsync(request.Slug, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var project = taken.Value;
        var amount = AmountParser.Parse(request.Amount, project.Currency).Minor ?? 0;
        if (!project.IsUnderWay)
        {
            return ActivityFailures.NotUnderWay;
        }

        if (project.Budget.All(line => line.Head != request.Head))
        {
            return Failure.Field(nameof(request.Head), "head_missing", "Choose what kind of spending this is.");
        }

        if (request.Day < project.RunsFrom || request.Day > time.Today)
        {
            return Failure.Field(nameof(request.Day), "expense_day_wrong", "The day lies between the project's first day and today.");
        }

        db.Add(Expense.Of(id, project.Id, request.Head!, PlainText.Clean(request.What), request.Day!.Value, amount));
        project.Count(new ProjectFigures(SpentMinor: amount));
        return null;
    }
}
