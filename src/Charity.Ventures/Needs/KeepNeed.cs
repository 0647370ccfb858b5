using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Needs;

/// <summary>Begins a need as a draft, or changes the draft. Sent twice by the same form it is one need.</summary>
[Requires(Permissions.PostNeeds)]
internal sealed record KeepNeed : ICommand
{
    /// <summary>Made with the form.</summary>
    public Guid Id { get; init; }

    /// <summary>The revision the worker looked at.</summary>
    public int Revision { get; init; }
    public string? AreaCode { get; init; }
    public string? Category { get; init; }
    public TypedText Title { get; init; } = new();
    public TypedText Who { get; init; } = new();
    public int? People { get; init; }
    public TypedText Lacking { get; init; } = new();
    public TypedText Evidence { get; init; } = new();
    public TypedText Help { get; init; } = new();
    public DateOnly? WishedBy { get; init; }

    /// <summary>The slug of the call that collects it; empty for none.</summary>
    public string? Call { get; init; }

    public static KeepNeed Of(Need need, string? call) => new()
    {
        Id = need.Id,
        Revision = need.Revision,
        AreaCode = need.AreaCode,
        Category = need.Category,
        Title = TypedText.Of(need.Title),
        Who = TypedText.Of(need.Who),
        People = need.People,
        Lacking = TypedText.Of(need.Lacking),
        Evidence = TypedText.Of(need.Evidence),
        Help = TypedText.Of(need.Help),
        WishedBy = need.WishedBy,
        Call = call,
    };
}

internal sealed class KeepNeedValidator : AbstractValidator<KeepNeed>
{
    private const int MostPeople = 1_000_000;

    public KeepNeedValidator()
    {
        RuleFor(need => need.Title.Zh).NotEmpty().Says("need_title_missing", "Please give the need a Chinese title.");
        this.IsPublicText(need => need.Title.Zh, need => need.Title.En, Need.TitleLength);
        this.IsPublicText(need => need.Who.Zh, need => need.Who.En, 100);
        this.IsPublicText(need => need.Lacking.Zh, need => need.Lacking.En, Need.TextLength);
        this.IsPublicText(need => need.Evidence.Zh, need => need.Evidence.En, Need.TextLength);
        this.IsPublicText(need => need.Help.Zh, need => need.Help.En, Need.TextLength);
        RuleFor(need => need.People).InclusiveBetween(1, MostPeople).Says("people_wrong", "The number of people lies between 1 and {0}.", MostPeople);
    }
}

internal sealed class KeepNeedHandler(CharityDbContext db, NeedDesk desk, AreaCare care, ISettingsStore settings, ICurrentUser user) : IRequestHandler<KeepNeed, Result>
{
    public async Task<Result> Handle(KeepNeed request, CancellationToken cancellationToken)
    {
        var need = await desk.LoadAsync(request.Id, cancellationToken);
        if (need is not null && !await care.LooksAfterAsync(need.AreaCode, cancellationToken))
        {
            return NeedFailures.Unknown;
        }

        var read = await ReadAsync(request, need, cancellationToken);
        if (read.Failure is { } wrong)
        {
            return wrong;
        }

        if (need is null)
        {
            db.Add(Need.Begin(request.Id, read.Value, user.Id));
            return Result.Ok;
        }

        if (!need.IsDraft)
        {
            return NeedFailures.NoDraft;
        }

        if (need.Revision != request.Revision)
        {
            return NeedFailures.ChangedMeanwhile;
        }

        need.Describe(read.Value);
        need.CountEdit();
        return Result.Ok;
    }

    private async Task<Result<NeedFacts>> ReadAsync(KeepNeed request, Need? need, CancellationToken cancellationToken)
    {
        if (request.AreaCode is not { } area || !await care.LooksAfterAsync(area, cancellationToken))
        {
            return AreaFailures.NotYours;
        }

        var categories = (await settings.GetAsync<NeedSettings>(cancellationToken)).Categories;
        if (request.Category is not { } category || (category != need?.Category && categories.All(known => known.Code != category)))
        {
            return Failure.Field(nameof(request.Category), "category_missing", "Please choose what the need is about.");
        }

        Guid? callId = null;
        if (!string.IsNullOrEmpty(request.Call))
        {
            callId = await desk.CollectingCalls().Where(call => call.Slug == request.Call).Select(call => (Guid?)call.Id).SingleOrDefaultAsync(cancellationToken);
            if (callId is null)
            {
                return Failure.Field(nameof(request.Call), "call_takes_no_needs", "The call that it was written for collects no needs any more. Choose another one, or none.");
            }
        }

        return new NeedFacts(
            area, category, request.Title.ToText()!, request.Who.ToText(), request.People, request.Lacking.ToText(keepLines: true), request.Evidence.ToText(keepLines: true),
            request.Help.ToText(keepLines: true), request.WishedBy, callId);
    }
}
