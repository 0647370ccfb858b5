using Charity.Platform.Data;
using Charity.Platform.Text;
using Charity.Ventures.Forms;

namespace Charity.Tests.Ventures;

public sealed class FormTests
{
    private static readonly FormDefinition Form = new(
    [
        new FormSection(new LocalizedText("一"),
        [
            new FormField { Code = "name", Kind = FieldKind.Text, Label = new LocalizedText("名称"), IsRequired = true, Most = 5 },
            new FormField { Code = "people", Kind = FieldKind.Number, Label = new LocalizedText("人次"), Minimum = 1, Maximum = 100 },
            new FormField { Code = "on", Kind = FieldKind.Date, Label = new LocalizedText("日期") },
            new FormField { Code = "kind", Kind = FieldKind.Choice, Label = new LocalizedText("类别"), Options = [new("a", new LocalizedText("甲")), new("b", new LocalizedText("乙"))] },
            new FormField { Code = "team", Kind = FieldKind.People, Label = new LocalizedText("团队"), Most = 2 },
        ]),
        new FormSection(new LocalizedText("二"), []),
    ]);

    [Theory]
    [InlineData("name", "五个字以内", null)]
    [InlineData("name", "超过了五个字", "answer_too_long")]
    [InlineData("people", "１００", null)]
    [InlineData("people", "0", "number_too_small")]
    [InlineData("people", "101", "number_too_large")]
    [InlineData("people", "很多", "no_number")]
    [InlineData("on", "2026-02-28", null)]
    [InlineData("on", "2026-02-30", "no_date")]
    [InlineData("kind", "b", null)]
    [InlineData("kind", "c", "no_option")]
    public void Wrong_OfOneAnswer_NamesItsRule(string code, string typed, string? rule) =>
        Assert.Equal(rule is null ? [] : [(code, rule)], FormCheck.Wrong(Form, Answer((code, [[typed]]))).Select(failure => (failure.Field, failure.Code)));

    [Fact]
    public void Wrong_OfTooManyRows_SaysHowMany()
    {
        var failure = Assert.Single(FormCheck.Wrong(Form, Answer(("team", [.. Enumerable.Repeat(new[] { "张三", "", "" }, 10_000)]))));

        Assert.Equal(("too_many_rows", 2, 10_000), (failure.Code, failure.Arguments[1], failure.Arguments[2]));
    }

    [Fact]
    public void Wrong_OfMoreThanTheKindTakes_IsRefused()
    {
        Assert.Equal("one_answer_only", Assert.Single(FormCheck.Wrong(Form, Answer(("name", [["甲"], ["乙"]])))).Code);
        Assert.Equal("one_answer_only", Assert.Single(FormCheck.Wrong(Form, Answer(("kind", [["a", "b"]])))).Code);
        Assert.Equal("too_many_cells", Assert.Single(FormCheck.Wrong(Form, Answer(("team", [["张三", "", "", "多余"]])))).Code);
    }

    [Fact]
    public void Missing_OfAnEmptyDraft_NamesWhatHasToBeAnswered()
    {
        Assert.Equal(["name"], FormCheck.Missing(Form, FormAnswers.Empty).Select(failure => failure.Field));
        Assert.Empty(FormCheck.Missing(Form, Answer(("name", [["好"]]))));
    }

    [Fact]
    public void Answers_ThatSayNothing_AreLeftOut()
    {
        var answers = Answer(("name", [[""]]), ("team", [["", "", ""], ["李四", "", ""]]));

        Assert.False(answers.Says("name"));
        Assert.Equal(["李四", "", ""], Assert.Single(answers.RowsOf("team")));
    }

    [Fact]
    public void Answers_KeptAndReadAgain_SayTheSame()
    {
        var answers = Answer(("name", [["引号\"和<尖括号>"]]), ("team", [["李四", "", "社工师"]]));
        var read = JsonColumns.Read<FormAnswers>(JsonColumns.Write(answers));

        Assert.All((string[])["name", "team"], code => Assert.True(answers.IsSameAs(read, code)));
        Assert.Equal(JsonColumns.Write(answers), JsonColumns.Write(read));
    }

    [Fact]
    public void Definition_KeptAndReadAgain_IsTheSame() =>
        Assert.Equal(JsonColumns.Write(UsualForm.Definition), JsonColumns.Write(JsonColumns.Read<FormDefinition>(JsonColumns.Write(UsualForm.Definition))));

    [Fact]
    public void Change_OfAQuestion_ReplacesItInItsPlace()
    {
        var changed = new FormChange.KeepField(0, Form.Find("people")! with { Label = new LocalizedText("服务人次") }).On(Form).Value;

        Assert.Equal(["name", "people", "on", "kind", "team"], changed.Fields.Select(field => field.Code));
        Assert.Equal("服务人次", changed.Find("people")!.Label.Zh);
    }

    [Fact]
    public void Change_OfAQuestionsSection_MovesIt()
    {
        var changed = new FormChange.KeepField(1, Form.Find("people")!).On(Form).Value;

        Assert.Equal([4, 1], changed.Sections.Select(section => section.Fields.Count));
        Assert.Equal("people", changed.Sections[1].Fields[0].Code);
    }

    [Fact]
    public void Change_OfTheOrder_MovesOnePlaceAndStopsAtTheEnds()
    {
        Assert.Equal(["people", "name", "on", "kind", "team"], new FormChange.MoveField("people", Up: true).On(Form).Value.Fields.Select(field => field.Code));
        Assert.Equal(Form.Fields.Select(field => field.Code), new FormChange.MoveField("name", Up: true).On(Form).Value.Fields.Select(field => field.Code));
        Assert.Equal(["二", "一"], new FormChange.MoveSection(0, Up: false).On(Form).Value.Sections.Select(section => section.Title.Zh));
    }

    [Fact]
    public void Change_OfWhatIsGone_IsRefused()
    {
        Assert.Equal("question_unknown", new FormChange.RemoveField("gone").On(Form).Failure!.Code);
        Assert.Equal("question_unknown", new FormChange.MoveField("gone", Up: true).On(Form).Failure!.Code);
        Assert.Equal("section_unknown", new FormChange.KeepSection(7, new LocalizedText("三")).On(Form).Failure!.Code);
        Assert.Equal("section_unknown", new FormChange.MoveSection(-1, Up: true).On(Form).Failure!.Code);
        Assert.Equal("section_not_empty", new FormChange.RemoveSection(0).On(Form).Failure!.Code);
        Assert.Single(new FormChange.RemoveSection(1).On(Form).Value.Sections);
    }

    [Fact]
    public void Change_BeyondTheMostQuestions_IsRefused()
    {
        var full = new FormDefinition([new FormSection(new LocalizedText("一"), [.. Enumerable.Range(0, FormDefinition.MostFields).Select(number => new FormField { Code = $"f{number}", Kind = FieldKind.Text, Label = new LocalizedText("问") })])]);

        Assert.Equal("too_many_questions", new FormChange.KeepField(0, new FormField { Code = "more", Kind = FieldKind.Text, Label = new LocalizedText("问") }).On(full).Failure!.Code);
    }

    private static FormAnswers Answer(params (string Code, string[][] Rows)[] answers) =>
        FormAnswers.Of(answers.Select(answer => KeyValuePair.Create<string, IReadOnlyList<IReadOnlyList<string>>>(answer.Code, answer.Rows)));
}
