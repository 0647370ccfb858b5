using Charity.Platform.Text;

namespace Charity.Ventures.Decisions;

/// <param name="Subject">One line.</param>
/// <param name="Body">Paragraphs between empty lines.</param>
internal sealed record LetterTemplate(LocalizedText Subject, LocalizedText Body);

/// <summary>
/// The letters that tell applicants what was decided, one for each outcome; settings of the site. In curly brackets: <c>{project}</c>,
/// <c>{number}</c>, <c>{call}</c>, <c>{amount}</c>, <c>{reason}</c> (the office's words), <c>{scores}</c> (means by criterion, without the experts),
/// <c>{days}</c> (working days of the notice), <c>{link}</c>. A paragraph whose placeholder has nothing to say is left out.
/// </summary>
internal sealed record DecisionLetters
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

    public LetterTemplate Of(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Choose => Choose,
        DecisionOutcome.Reserve => Reserve,
        DecisionOutcome.Decline => Decline,
        DecisionOutcome.Invite => Invite,
        _ => throw new InvalidOperationException($"There is no letter for {outcome}."),
    };
}
