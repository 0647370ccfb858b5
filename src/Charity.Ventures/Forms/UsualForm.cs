using Charity.Platform.Text;
using Charity.Ventures.Reviewers;

namespace Charity.Ventures.Forms;

/// <summary>What districts usually ask (申报书): a call begins with it and changes what it likes.</summary>
internal static class UsualForm
{
    public static FormDefinition Definition { get; } = new(
    [
        new FormSection(new LocalizedText("项目概况", "The project"),
        [
            new FormField { Code = "summary", Kind = FieldKind.LongText, Label = new LocalizedText("项目简介", "Summary"), Help = new LocalizedText("为谁、做什么、带来什么改变；立项后对外公开", "For whom, what, and what changes; public once awarded"), IsRequired = true, Most = 500, IsPublic = true },
            new FormField
            {
                Code = "fields", Kind = FieldKind.Choices, Label = new LocalizedText("服务领域", "Field of work"), Help = new LocalizedText("用于匹配熟悉该领域的评审专家", "Finds reviewers who know it"), IsPublic = true,
                Options = [.. ReviewSettings.FieldsOfWork.Select(expertise => new FormOption(expertise.Code, expertise.Name))],
            },
            new FormField { Code = "areas", Kind = FieldKind.Areas, Label = new LocalizedText("实施地点", "Where"), IsRequired = true, IsPublic = true },
            new FormField { Code = "beneficiaries", Kind = FieldKind.Text, Label = new LocalizedText("服务对象", "Whom it serves"), IsRequired = true, IsPublic = true },
            new FormField { Code = "people", Kind = FieldKind.Number, Label = new LocalizedText("计划服务人次", "People to be served"), IsRequired = true, Minimum = 1, Maximum = 1_000_000, IsPublic = true },
            new FormField { Code = "sessions", Kind = FieldKind.Number, Label = new LocalizedText("计划活动场次", "Activities planned"), IsRequired = true, Minimum = 1, Maximum = 10_000, IsPublic = true },
        ]),
        new FormSection(new LocalizedText("需求与方案", "Need and plan"),
        [
            new FormField { Code = "needs", Kind = FieldKind.Needs, Label = new LocalizedText("回应的社区需求", "Needs of communities it answers"), Help = new LocalizedText("社区已经公布的需求；立项后双方页面互相链接", "Needs that communities have published; once awarded, both pages link to each other"), IsPublic = true },
            new FormField { Code = "need", Kind = FieldKind.LongText, Label = new LocalizedText("需求分析", "The need"), Help = new LocalizedText("怎样知道有这个需求：走访、问卷、数据", "How you know of it: visits, surveys, figures"), IsRequired = true },
            new FormField { Code = "plan", Kind = FieldKind.LongText, Label = new LocalizedText("实施方案", "The plan"), IsRequired = true, Most = 4_000 },
            new FormField
            {
                Code = "schedule", Kind = FieldKind.Table, Label = new LocalizedText("进度安排", "Schedule"), IsRequired = true, Most = 24,
                Columns = [new("when", new LocalizedText("时间", "When")), new("what", new LocalizedText("工作内容", "Work")), new("result", new LocalizedText("预期成果", "Expected result"))],
            },
            new FormField { Code = "outcome", Kind = FieldKind.LongText, Label = new LocalizedText("预期成效与衡量办法", "Results and how they are measured"), IsRequired = true },
            new FormField { Code = "risks", Kind = FieldKind.LongText, Label = new LocalizedText("风险与应对", "Risks"), Most = 1_000 },
        ]),
        new FormSection(new LocalizedText("团队", "Team"),
        [
            new FormField { Code = "team", Kind = FieldKind.People, Label = new LocalizedText("项目团队", "Project team"), IsRequired = true, NamesApplicant = true },
            new FormField { Code = "experience", Kind = FieldKind.LongText, Label = new LocalizedText("同类项目经验", "Experience"), Most = 1_000, NamesApplicant = true },
        ]),
        new FormSection(new LocalizedText("预算", "Budget"), [new FormField { Code = "budget", Kind = FieldKind.Budget, Label = new LocalizedText("项目预算", "Project budget"), IsRequired = true }]),
        new FormSection(new LocalizedText("附件", "Attachments"),
        [
            new FormField { Code = "documents", Kind = FieldKind.Files, Label = new LocalizedText("证明材料", "Supporting documents"), Help = new LocalizedText("落地社区意见、合作协议等", "The host community's consent, agreements with partners"), NamesApplicant = true },
        ]),
    ]);
}
