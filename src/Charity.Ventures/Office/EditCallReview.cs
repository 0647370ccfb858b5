using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Office;

internal sealed record TypedCriterion
{
    public string? Code { get; init; }
    public TypedText Name { get; init; } = new();
    public int? Weight { get; init; }
    public TypedText Help { get; init; } = new();

    /// <summary>In the order of <see cref="ScoreAnchor.Usual"/>.</summary>
    public List<TypedText> Anchors { get; init; } = [];

    public IReadOnlyList<ScoreAnchor> ToAnchors() => [.. ScoreAnchor.Usual.Zip(Anchors, (score, text) => (score, Text: text.ToText())).Where(row => row.Text is not null).Select(row => new ScoreAnchor(row.score, row.Text!))];

    public static TypedCriterion Of(Criterion criterion) => new()
    {
        Code = criterion.Code,
        Name = TypedText.Of(criterion.Name),
        Weight = criterion.Weight,
        Help = TypedText.Of(criterion.Help),
        Anchors = [.. ScoreAnchor.Usual.Select(score => TypedText.Of(criterion.Anchors.FirstOrDefault(anchor => anchor.Score == score)?.Text))],
    };
}

/// <summary>Changes who may apply and how submissions are judged.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record EditCallReview : ICommand, IEditCall
{
    public string Slug { get; init; } = string.Empty;
    public int Revision { get; init; }
    public TypedText Amendment { get; init; } = new();
    public int MonthsRegistered { get; init; }
    public bool InspectionPassed { get; init; }
    public int GradeAtLeast { get; init; }
    public bool NoUnfinishedProject { get; init; }
    public int MostSubmissions { get; init; }
    public bool BankAccountProved { get; init; }
    public int ReviewersEach { get; init; }
    public bool IsBlind { get; init; }
    public bool HasAdvice { get; init; }
    public bool HasDefence { get; init; }
    public int DefencePercent { get; init; }
    public int PassMark { get; init; }
    public int CommentBelow { get; init; }
    public int CommentAbove { get; init; }
    public bool AllowsNotApplicable { get; init; }
    public List<TypedCriterion> Criteria { get; init; } = [];

    public static EditCallReview Of(Call call)
    {
        var (who, review) = (call.Design.Eligibility, call.Design.Review);
        return new()
        {
            Slug = call.Slug,
            Revision = call.Revision,
            MonthsRegistered = who.MonthsRegistered,
            InspectionPassed = who.InspectionPassed,
            GradeAtLeast = who.GradeAtLeast,
            NoUnfinishedProject = who.NoUnfinishedProject,
            MostSubmissions = who.MostSubmissions,
            BankAccountProved = who.BankAccountProved,
            ReviewersEach = review.ReviewersEach,
            IsBlind = review.IsBlind,
            HasAdvice = review.HasAdvice,
            HasDefence = review.HasDefence,
            DefencePercent = review.DefencePercent,
            PassMark = review.PassMark,
            CommentBelow = review.CommentBelow,
            CommentAbove = review.CommentAbove,
            AllowsNotApplicable = review.AllowsNotApplicable,
            Criteria = [.. review.Criteria.Select(TypedCriterion.Of)],
        };
    }
}

internal sealed class EditCallReviewValidator : AbstractValidator<EditCallReview>
{
    public EditCallReviewValidator()
    {
        RuleFor(call => call.MonthsRegistered).InclusiveBetween(0, 240).Says("number_out_of_range", "Please type a number from {0} to {1}.", 0, 240);
        RuleFor(call => call.GradeAtLeast).InclusiveBetween(0, 5).Says("grade_wrong", "Please choose a grade from 1A to 5A, or none.");
        RuleFor(call => call.MostSubmissions).InclusiveBetween(0, 100).Says("number_out_of_range", "Please type a number from {0} to {1}.", 0, 100);
        RuleFor(call => call.ReviewersEach).InclusiveBetween(1, 15).Says("number_out_of_range", "Please type a number from {0} to {1}.", 1, 15);
        RuleFor(call => call.DefencePercent).InclusiveBetween(0, 100).Says("percent_wrong", "Please type a percentage from {0} to {1}.", 0, 100);
        RuleFor(call => call.PassMark).InclusiveBetween(0, 100).Says("number_out_of_range", "Please type a number from {0} to {1}.", 0, 100);
        RuleFor(call => call.CommentBelow).InclusiveBetween(0, 100).Says("number_out_of_range", "Please type a number from {0} to {1}.", 0, 100);
        RuleFor(call => call.CommentAbove).InclusiveBetween(0, 100).Says("number_out_of_range", "Please type a number from {0} to {1}.", 0, 100);
        RuleForEach(call => call.Criteria).ChildRules(criterion =>
            criterion.RuleFor(c => c.Weight).Must((typed, weight) => typed.Name.ToText() is null || weight is > 0 and <= 100).Says("number_out_of_range", "Please type a number from {0} to {1}.", 1, 100));
        RuleFor(call => call.Criteria).Must(rows => rows.Count <= EditCallMoneyValidator.MostRows && rows.All(row => EditCallMoneyValidator.IsShort(row.Name) && row.Anchors.All(EditCallMoneyValidator.IsShort)))
            .Says("rows_too_many", "At most {0} rows, and at most {1} characters for a name.", EditCallMoneyValidator.MostRows, EditCallMoneyValidator.LongestName);
        RuleFor(call => call.Criteria).Must(criteria => Named(criteria).Sum(criterion => criterion.Weight ?? 0) == 100)
            .Says("weights_must_be_100", "The criteria's points must make 100 together.");
    }

    internal static IEnumerable<TypedCriterion> Named(IEnumerable<TypedCriterion> criteria) => criteria.Where(criterion => criterion.Name.ToText() is not null);
}

internal sealed class EditCallReviewHandler(CallDesk desk) : IRequestHandler<EditCallReview, Result>
{
    public Task<Result> Handle(EditCallReview request, CancellationToken cancellationToken) => desk.EditAsync(
        request,
        call =>
        {
            if (!CallProcess.IsBefore(call.State, CallProcess.Closed))
            {
                return Failure.Conflict("rules_fixed", "Submissions are closed. Who may apply and how it is judged stays as it was announced.");
            }

            desk.Redesign(call, call.Title, call.Design with
            {
                Eligibility = new EligibilityRules
                {
                    MonthsRegistered = request.MonthsRegistered,
                    InspectionPassed = request.InspectionPassed,
                    GradeAtLeast = request.GradeAtLeast,
                    NoUnfinishedProject = request.NoUnfinishedProject,
                    MostSubmissions = request.MostSubmissions,
                    BankAccountProved = request.BankAccountProved,
                },
                Review = call.Design.Review with
                {
                    ReviewersEach = request.ReviewersEach,
                    IsBlind = request.IsBlind,
                    HasAdvice = request.HasAdvice,
                    HasDefence = request.HasDefence,
                    DefencePercent = request.DefencePercent,
                    PassMark = request.PassMark,
                    CommentBelow = request.CommentBelow,
                    CommentAbove = request.CommentAbove,
                    AllowsNotApplicable = request.AllowsNotApplicable,
                    Criteria = Criteria(request.Criteria),
                },
            });
            return null;
        },
        cancellationToken);

    private static List<Criterion> Criteria(IReadOnlyList<TypedCriterion> typed)
    {
        var criteria = new List<Criterion>();
        var next = 1;
        foreach (var criterion in EditCallReviewValidator.Named(typed))
        {
            var code = PlainText.Clean(criterion.Code);
            while (code.Length == 0 || criteria.Exists(other => other.Code == code))
            {
                code = FormattableString.Invariant($"criterion{next++}");
            }

            criteria.Add(new Criterion(code, criterion.Name.ToText()!, criterion.Weight!.Value, criterion.Help.ToText()) { Anchors = criterion.ToAnchors() });
        }

        return criteria;
    }
}
