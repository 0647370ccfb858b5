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
internal sealed record ApplicantModel(string Organisation, IReadOnlyList<string> Topics);

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
/// <param name="Chosen">How many the board has prepared to choose, quietly.</param>
/// <param name="Reserves">How many it has prepared for the reserve list.</param>
internal sealed record ReviewModel(
    int ClosedDaysAgo, string Confirmation, IReadOnlyList<string> Reviewers, int Capacity, IReadOnlyList<string> Praise, IReadOnlyList<string> Doubts, IReadOnlyList<string> Remarks, int Invited,
    string Refusal, string Meeting, string Present, IReadOnlyList<string> SignedBy, DefenceModel Defence, int Chosen, int Reserves);

/// <param name="DaysAgo">The days it took, each so many days before the recipe.</param>
internal sealed record DefenceModel(IReadOnlyList<int> DaysAgo, string Place, IReadOnlyList<string> Jurors);
