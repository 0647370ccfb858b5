using System.Text.RegularExpressions;
using Charity.Platform.Text;

namespace Charity.Ventures.Decisions;

/// <summary>What a letter tells.</summary>
internal enum LetterKind
{
    Choose,
    Reserve,
    Decline,
    Invite,

    /// <summary>Not awarded after an objection was upheld.</summary>
    Struck,

    /// <summary>Refused in the preliminary check.</summary>
    NotAdmitted,
}

/// <param name="Subject">One line.</param>
/// <param name="Body">Paragraphs between empty lines.</param>
internal sealed record LetterTemplate(LocalizedText Subject, LocalizedText Body);

/// <summary>
/// The letters that tell applicants what was decided, one for each outcome; settings of the site. In curly brackets: <c>{project}</c>,
/// <c>{number}</c>, <c>{call}</c>, <c>{amount}</c>, <c>{reason}</c> (the office's words), <c>{scores}</c> (means by criterion, without the experts),
/// <c>{days}</c> (working days of the notice), <c>{link}</c>. A paragraph whose placeholder has nothing to say is left out.
/// </summary>
internal sealed partial record DecisionLetters
{
    /// <summary>Placeholders a letter may have.</summary>
    public static readonly IReadOnlyList<string> Placeholders = ["project", "number", "call", "amount", "reason", "scores", "days", "link"];

    public LetterTemplate Choose { get; init; } = new(
        new("{project}：拟立项，进入公示", "{project}: chosen, now on public notice"),
        new(
            "贵组织在“{call}”中申报的项目“{project}”（编号 {number}）拟予立项，拟资助 {amount}。\n\n名单自今日起公示 {days} 个工作日；公示期满且无未答复的异议，即正式立项：{link}",
            "Your project {project} (number {number}) of the call {call} was chosen. It is to be given {amount}.\n\nFrom today the list is on public notice for {days} working days. When it ends without an open objection, the project is awarded: {link}"));

    public LetterTemplate Reserve { get; init; } = new(
        new("{project}：列入候补", "{project}: on the reserve list"),
        new(
            "贵组织在“{call}”中申报的项目“{project}”（编号 {number}）列入候补名单。若有拟立项项目退出，将依次递补，届时另行通知。\n\n{reason}\n\n各项评分均值：{scores}",
            "Your project {project} (number {number}) of the call {call} is on the reserve list. If a chosen project falls out, the next ones follow, and you are told.\n\n{reason}\n\nMean scores: {scores}"));

    public LetterTemplate Decline { get; init; } = new(
        new("{project}：未予立项", "{project}: not chosen"),
        new(
            "感谢贵组织申报“{call}”。经评审，项目“{project}”（编号 {number}）本次未予立项。\n\n理由：{reason}\n\n各项评分均值：{scores}\n\n申报内容仍保留在贵组织的工作台，可用于以后的征集：{link}",
            "Thank you for taking part in the call {call}. After the review, your project {project} (number {number}) was not chosen this time.\n\nReason: {reason}\n\nMean scores: {scores}\n\nWhat you wrote stays in your workspace for a later call: {link}"));

    public LetterTemplate Invite { get; init; } = new(
        new("{project}：进入答辩", "{project}: invited to the defence"),
        new(
            "贵组织在“{call}”中申报的项目“{project}”（编号 {number}）通过书面评审，进入现场答辩。答辩时间另行通知：{link}\n\n{reason}",
            "Your project {project} (number {number}) of the call {call} passed the written review and is invited to the defence. You will be told the time: {link}\n\n{reason}"));

    /// <summary>After an objection was upheld.</summary>
    public LetterTemplate Struck { get; init; } = new(
        new("{project}：异议成立，不予立项", "{project}: not awarded after an objection"),
        new(
            "对项目“{project}”（编号 {number}）的异议经核查成立，项目不予立项。\n\n答复：{reason}\n\n公示与答复：{link}",
            "An objection to your project {project} (number {number}) was examined and upheld. The project is not awarded.\n\nAnswer: {reason}\n\nNotice and answer: {link}"));

    /// <summary>After the preliminary check.</summary>
    public LetterTemplate NotAdmitted { get; init; } = new(
        new("“{project}”未通过初审", "\"{project}\" was not admitted"),
        new(
            "贵组织在“{call}”中申报的项目“{project}”（编号 {number}）未通过初审，不能参加本次征集，原因如下：\n\n{reason}\n\n详情请见：{link}",
            "Your project {project} (number {number}) cannot take part in the call {call}, for this reason:\n\n{reason}\n\nSee it here: {link}"));

    public LetterTemplate Of(LetterKind kind) => kind switch
    {
        LetterKind.Choose => Choose,
        LetterKind.Reserve => Reserve,
        LetterKind.Decline => Decline,
        LetterKind.Invite => Invite,
        LetterKind.Struck => Struck,
        LetterKind.NotAdmitted => NotAdmitted,
        _ => throw new InvalidOperationException($"There is no letter {kind}."),
    };

    public DecisionLetters With(LetterKind kind, LetterTemplate template) => kind switch
    {
        LetterKind.Choose => this with { Choose = template },
        LetterKind.Reserve => this with { Reserve = template },
        LetterKind.Decline => this with { Decline = template },
        LetterKind.Invite => this with { Invite = template },
        LetterKind.Struck => this with { Struck = template },
        LetterKind.NotAdmitted => this with { NotAdmitted = template },
        _ => throw new InvalidOperationException($"There is no letter {kind}."),
    };

    /// <summary>What stands in braces and means nothing; a misspelt name is found when the letter is saved, not by whoever gets it.</summary>
    public static IReadOnlyList<string> UnknownIn(string? text) => [.. Braces().Matches(text ?? string.Empty).Select(match => match.Groups[1].Value).Distinct().Except(Placeholders)];

    public static LetterKind KindOf(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Choose => LetterKind.Choose,
        DecisionOutcome.Reserve => LetterKind.Reserve,
        DecisionOutcome.Decline => LetterKind.Decline,
        DecisionOutcome.Invite => LetterKind.Invite,
        _ => throw new InvalidOperationException($"There is no letter for {outcome}."),
    };

    [GeneratedRegex(@"\{([^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Braces();
}

/// <summary>English words, keys of their translations.</summary>
internal static class LetterWords
{
    public static string Of(LetterKind kind) => kind switch
    {
        LetterKind.Choose => "Chosen",
        LetterKind.Reserve => "On the reserve list",
        LetterKind.Decline => "Not chosen",
        LetterKind.Invite => "Invited to the defence",
        LetterKind.Struck => "Objection upheld",
        LetterKind.NotAdmitted => "Not admitted",
        _ => throw new InvalidOperationException($"There is no letter {kind}."),
    };

    public static string OfPlaceholder(string name) => name switch
    {
        "project" => "the project's title",
        "number" => "the submission's number",
        "call" => "the call's title",
        "amount" => "the sum to be awarded",
        "reason" => "the office's words",
        "scores" => "mean scores by criterion, without the experts",
        "days" => "how many working days the notice lasts",
        "link" => "the page it leads to",
        _ => throw new InvalidOperationException($"There is no {name} in letters."),
    };
}
