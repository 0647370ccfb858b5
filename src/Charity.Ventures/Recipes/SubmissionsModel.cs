using Charity.Ventures.Calls;

namespace Charity.Ventures.Recipes;

/// <summary>The <c>Submissions</c> step: what organisations answer to calls, put together from building blocks, and how far the calls have come.</summary>
/// <param name="Topics">What projects are about.</param>
/// <param name="Areas">Codes of the places projects work in.</param>
/// <param name="Tasks">What people of a project's team do.</param>
internal sealed record SubmissionsModel(IReadOnlyList<TopicModel> Topics, IReadOnlyList<string> Areas, IReadOnlyList<TaskModel> Tasks, IReadOnlyList<AnsweredCallModel> Calls);

/// <summary>
/// The blocks of one field of work. In their texts <c>{place}</c> is an area, <c>{who}</c> who is served, <c>{people}</c>, <c>{sessions}</c> and
/// <c>{share}</c> are numbers.
/// </summary>
/// <param name="Code">Of the form's choices.</param>
/// <param name="Titles">A place stands before each; no two submissions of a call have both in common.</param>
/// <param name="Activities">What the money is spent on, with the price of one in yuan.</param>
internal sealed record TopicModel(
    string Code, IReadOnlyList<string> Titles, IReadOnlyList<string> Beneficiaries, IReadOnlyList<string> Needs, IReadOnlyList<string> Plans, IReadOnlyList<string> Results,
    IReadOnlyList<string> Risks, IReadOnlyList<ItemModel> Activities);

internal sealed record ItemModel(string Name, int Yuan);

internal sealed record TaskModel(string Name, string Task, string Qualification);

/// <param name="Slug">An announced call's.</param>
/// <param name="Applicants">They hand in one after the other, again and again.</param>
/// <param name="Submitted">How many are handed in.</param>
/// <param name="Drafts">How many more are being written.</param>
/// <param name="Review">How the call went on; null while it is open.</param>
internal sealed record AnsweredCallModel(string Slug, IReadOnlyList<ApplicantModel> Applicants, int Submitted, int Drafts, ReviewModel? Review);

/// <param name="Organisation">A slug.</param>
/// <param name="Topics">Codes of what it knows.</param>
/// <param name="Area">Code of where it works; null for the call's places in turn.</param>
internal sealed record ApplicantModel(string Organisation, IReadOnlyList<string> Topics, string? Area);

/// <param name="ClosedDaysAgo">
/// The call is announced to close on the day of the recipe and turned back by so many days once everything is in: a call is never announced
/// for days that are over.
/// </param>
/// <param name="Confirmation">The office's words about rules that rest on an organisation's own word.</param>
/// <param name="Reviewers">E-mail addresses of the pool.</param>
/// <param name="Praise">Comments of scores above the call's limit; <paramref name="Doubts"/> below the other.</param>
/// <param name="Invited">How many go on to the defence.</param>
/// <param name="Refusal">Why the others do not.</param>
/// <param name="SignedBy">E-mail addresses of the two who signed the minutes.</param>
/// <param name="Defence">Null for a call that decides by the written review alone.</param>
/// <param name="Chosen">How many the board has prepared to choose, quietly.</param>
/// <param name="Reserves">How many it has prepared for the reserve list.</param>
/// <param name="Decision">How it was published; null while nobody knows of it. Then the whole timetable is turned back.</param>
internal sealed record ReviewModel(
    int ClosedDaysAgo, string Confirmation, IReadOnlyList<string> Reviewers, int Capacity, IReadOnlyList<string> Praise, IReadOnlyList<string> Doubts, IReadOnlyList<string> Remarks, int Invited,
    string Refusal, string Meeting, string Present, IReadOnlyList<string> SignedBy, DefenceModel? Defence, int Chosen, int Reserves, DecisionModel? Decision)
{
    /// <summary>The call's days as they are once everything is in.</summary>
    public CallTimetable TurnedBack(CallTimetable days)
    {
        DateOnly? Back(DateOnly? day) => day?.AddDays(-ClosedDaysAgo);
        var turned = days with { OpensOn = Back(days.OpensOn), ClosesOn = Back(days.ClosesOn) };
        return Decision is null ? turned : turned with { AnswerOn = Back(days.AnswerOn), RunsFrom = Back(days.RunsFrom), RunsUntil = Back(days.RunsUntil) };
    }
}

/// <param name="DaysAgo">The days it took, each so many days before the recipe.</param>
internal sealed record DefenceModel(IReadOnlyList<int> DaysAgo, string Place, IReadOnlyList<string> Jurors);

/// <summary>A decision that was published. The days count back from the day of the recipe.</summary>
/// <param name="AdmittedDaysAgo">When the preliminary check ended.</param>
/// <param name="ReviewedDaysAgo">When the written review ended.</param>
/// <param name="PublishedDaysAgo">When the notice began.</param>
/// <param name="PublishedBy">E-mail address of who published it, and so proposed the awards.</param>
/// <param name="Projects">What was awarded when the notice was over; null while it runs.</param>
internal sealed record DecisionModel(int AdmittedDaysAgo, int ReviewedDaysAgo, int PublishedDaysAgo, string PublishedBy, IReadOnlyList<ObjectionModel>? Objections, IReadOnlyList<RunningModel>? Projects);

/// <param name="Organisation">The slug of whose project it is about.</param>
/// <param name="Name">Null for somebody under protection.</param>
/// <param name="Answer">Published, and the objection dismissed; null while it is examined.</param>
internal sealed record ObjectionModel(string Organisation, string? Name, string? Contact, string Text, string? Answer);

/// <summary>A project that was awarded, signed and begun, and what it has done since.</summary>
/// <param name="Organisation">The slug of whose project it is.</param>
/// <param name="SignedBy">E-mail address of who signed for the bureau.</param>
/// <param name="Held">Its activities; one whose day is ahead (a negative number) is planned.</param>
/// <param name="Reports">Its progress reports, the first one first, each handed in on its day.</param>
internal sealed record RunningModel(
    string Organisation, int SignedDaysAgo, string SignedBy, IReadOnlyList<HeldModel> Held, IReadOnlyList<string>? Reports, VisitModel? Visit, IReadOnlyList<ExpenseModel>? Expenses);

/// <param name="Text">What was done; null for one that is planned.</param>
internal sealed record HeldModel(string Title, string Place, string? Text, int DaysAgo, int People, int SocialWorkers, int Volunteers);

/// <param name="VisitedBy">E-mail address of who went for the bureau.</param>
/// <param name="Finding">What is to be mended; null when nothing is.</param>
internal sealed record VisitModel(int DaysAgo, string Summary, string VisitedBy, string Representative, string? Finding, int FindingDueAfter);

/// <param name="Head">Of the project's budget.</param>
/// <param name="Voucher">A picture beside the recipe.</param>
internal sealed record ExpenseModel(string Head, string What, int DaysAgo, string Amount, string Voucher);
