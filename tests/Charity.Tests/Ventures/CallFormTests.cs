using System.Net;
using AngleSharp.Dom;
using Charity.Platform.Requests;
using Charity.Tests.Support;
using Charity.Ventures.Forms;
using Charity.Ventures.Office;
using MediatR;

namespace Charity.Tests.Ventures;

[Collection(nameof(VentureSites))]
public sealed class CallFormTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Form_BuiltByTwoAtOnce_LosesNobodysWork(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeCallAsync();
        var officer = await site.SignInAsync("officer");
        var mine = await officer.OpenAsync($"/office/calls/{slug}/form/question?code=need");
        var seen = (await site.ReadCallAsync(slug)).Revision;
        CallSteps.Demand(await site.SendAsync(new KeepQuestion(slug, seen, new TypedField { Code = "need", Section = 1, Kind = FieldKind.LongText, Label = CallSteps.Both("别人改的题目") })));

        var conflict = await officer.SubmitAsync(mine, "form[action$='/question']", ("Label.Zh", "我改的题目"));
        officer.AssertStatus(HttpStatusCode.Conflict);
        Assert.Equal("我改的题目", conflict.QuerySelector("#Label_Zh")!.GetAttribute("value"));
        Assert.Equal("别人改的题目", (await site.ReadCallAsync(slug)).Form.Definition.Find("need")!.Label.Zh);

        foreach (var step in (IRequest<Result>[])[new EditCallForm(slug, seen, new FormChange.MoveSection(0, Up: false)), new EditCallForm(slug, seen, new FormChange.RemoveField("need")), new DropCallForm(slug, seen)])
        {
            Assert.Equal("changed_meanwhile", (await site.SendAsync(step)).Failure!.Code);
        }

        await officer.SubmitAsync(conflict, "form[action$='/question']");
        Assert.Equal("我改的题目", (await site.ReadCallAsync(slug)).Form.Definition.Find("need")!.Label.Zh);
    }

    [Theory, OnEveryDatabase]
    public async Task Question_OfARemovedOnesPlace_GetsACodeOfItsOwn(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeCallAsync();
        async Task BuildAsync(Func<int, IRequest<Result>> step) => CallSteps.Demand(await site.SendAsync(step((await site.ReadCallAsync(slug)).Revision)));
        await BuildAsync(revision => new KeepQuestion(slug, revision, new TypedField { Kind = FieldKind.Text, Label = CallSteps.Both("第一题") }));
        CallSteps.Demand(await site.SendAsync(await site.MoveOf(slug, "announce", 0, null)));
        await BuildAsync(revision => new EditCallForm(slug, revision, new FormChange.RemoveField("q1")));
        await BuildAsync(revision => new KeepQuestion(slug, revision, new TypedField { Kind = FieldKind.Text, Label = CallSteps.Both("第二题") }));

        Assert.Equal("q2", (await site.ReadCallAsync(slug)).NextForm!.Definition.Fields.Single(field => field.Label.Zh == "第二题").Code);
        Assert.Equal("question_unknown", (await site.SendAsync(new KeepQuestion(slug, (await site.ReadCallAsync(slug)).Revision, new TypedField { Code = "q1", Kind = FieldKind.Text, Label = CallSteps.Both("回来") }))).Failure!.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Form_OfAnOpenCall_ChangesInADraftThatIsPublishedWithWords(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeCallAsync(announce: true);
        var officer = await site.SignInAsync("officer");

        var question = await officer.OpenAsync($"/office/calls/{slug}/form/question?section=0");
        await officer.SubmitAsync(question, "form[action$='/question']", ("Label.Zh", "有无媒体报道"), ("Kind", "Choice"), ("Choices", "有 | Yes\n没有 | No"));
        officer.AssertStatus(HttpStatusCode.Found);
        Assert.DoesNotContain("有无媒体报道", (await site.Visit().GetAsync($"/calls/{slug}?fresh=1")).Source.Text, StringComparison.Ordinal);
        Assert.Equal((1, true), ((await site.ReadCallAsync(slug)).Form.Number, (await site.ReadCallAsync(slug)).NextForm is not null));

        var builder = await officer.OpenAsync($"/office/calls/{slug}/form");
        await officer.SubmitAsync(builder, "form[action$='/publication']");
        officer.AssertStatus(HttpStatusCode.UnprocessableEntity);
        await officer.SubmitAsync(builder, "form[action$='/publication']", ("Zh", ""), ("Amendment.Zh", "增加一个问题"));
        officer.AssertStatus(HttpStatusCode.Found);

        var call = await site.ReadCallAsync(slug);
        Assert.Equal((2, 2), (call.Form.Number, call.Forms.Count));
        Assert.Null(call.NextForm);
        Assert.Equal(["有", "没有"], call.Form.Definition.Fields.Single(field => field.Label.Zh == "有无媒体报道").Options.Select(option => option.Label.Zh));
    }
}
