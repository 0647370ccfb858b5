using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Ventures.Needs;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Wishes;

/// <summary>Begins a wish as a draft, or changes the draft. Sent twice by the same form it is one wish.</summary>
[Requires(Permissions.PostNeeds)]
internal sealed record KeepWish : ICommand
{
    /// <summary>Made with the form.</summary>
    public Guid Id { get; init; }

    /// <summary>The revision the worker looked at.</summary>
    public int Revision { get; init; }
    public string? AreaCode { get; init; }
    public TypedText Who { get; init; } = new();
    public TypedText What { get; init; } = new();
    public TypedText Why { get; init; } = new();

    /// <summary>As typed, in yuan.</summary>
    public string? Value { get; init; }
    public DateOnly? WishedBy { get; init; }
    public string? Contact { get; init; }
    public string? Handover { get; init; }

    public static KeepWish Of(Wish wish) => new()
    {
        Id = wish.Id,
        Revision = wish.Revision,
        AreaCode = wish.AreaCode,
        Who = TypedText.Of(wish.Who),
        What = TypedText.Of(wish.What),
        Why = TypedText.Of(wish.Why),
        Value = FormattableString.Invariant($"{Money.ToMajor(wish.ValueMinor, wish.Currency):0.##}"),
        WishedBy = wish.WishedBy,
        Contact = wish.Contact,
        Handover = wish.Handover,
    };
}

internal sealed class KeepWishValidator : AbstractValidator<KeepWish>
{
    public KeepWishValidator()
    {
        RuleFor(wish => wish.Who.Zh).NotEmpty().Says("wisher_missing", "Please say in Chinese who wishes it, without a name.");
        this.IsPublicText(wish => wish.Who.Zh, wish => wish.Who.En, Wish.WhoLength);
        RuleFor(wish => wish.What.Zh).NotEmpty().Says("wish_missing", "Please say in Chinese what is wished.");
        this.IsPublicText(wish => wish.What.Zh, wish => wish.What.En, Wish.WhatLength);
        this.IsPublicText(wish => wish.Why.Zh, wish => wish.Why.En, Wish.WhyLength);
        RuleFor(wish => wish.Contact).Must(IsWritten).Says("office_contact_missing", "Please give the office and telephone that whoever takes it on can reach.")
            .MaximumLength(Wish.ContactLength).Says("text_too_long", "Please use at most {0} characters.", Wish.ContactLength);
        RuleFor(wish => wish.Handover).Must(IsWritten).Says("handover_missing", "Please say where and when it can be brought.")
            .MaximumLength(Wish.HandoverLength).Says("text_too_long", "Please use at most {0} characters.", Wish.HandoverLength);
    }

    private static bool IsWritten(string? text) => PlainText.Clean(text).Length > 0;
}

internal sealed class KeepWishHandler(CharityDbContext db, WishDesk desk, AreaCare care, ISettingsStore settings, ICurrentUser user, SiteTime time) : IRequestHandler<KeepWish, Result>
{
    public async Task<Result> Handle(KeepWish request, CancellationToken cancellationToken)
    {
        var wish = await desk.LoadAsync(request.Id, cancellationToken);
        if (wish is not null && !await care.LooksAfterAsync(wish.AreaCode, cancellationToken))
        {
            return WishFailures.Unknown;
        }

        var read = await ReadAsync(request, cancellationToken);
        if (read.Failure is { } wrong)
        {
            return wrong;
        }

        if (wish is null)
        {
            db.Add(Wish.Begin(request.Id, read.Value, user.Id));
            return Result.Ok;
        }

        if (!wish.IsDraft)
        {
            return WishFailures.NoDraft;
        }

        if (wish.Revision != request.Revision)
        {
            return NeedFailures.ChangedMeanwhile;
        }

        wish.Describe(read.Value);
        wish.CountEdit();
        return Result.Ok;
    }

    private async Task<Result<WishFacts>> ReadAsync(KeepWish request, CancellationToken cancellationToken)
    {
        if (request.AreaCode is not { } area || !await care.LooksAfterAsync(area, cancellationToken))
        {
            return AreaFailures.NotYours;
        }

        var most = (await settings.GetAsync<WishSettings>(cancellationToken)).MostMinor;
        if (AmountParser.Parse(request.Value, Money.Yuan).Minor is not (> 0 and { } value))
        {
            return Failure.Field(nameof(request.Value), "value_missing", "Please type roughly what it costs, like 120.");
        }

        if (value > most)
        {
            return Failure.Field(nameof(request.Value), "value_too_high", "A micro-wish costs at most {0}. For something larger, write a need.", Money.Format(most, Money.Yuan));
        }

        if (request.WishedBy < time.Today)
        {
            return Failure.Field(nameof(request.WishedBy), "day_over", "This day is over. Choose a later one, or none.");
        }

        return new WishFacts(
            area, request.Who.ToText()!, request.What.ToText()!, request.Why.ToText(keepLines: true), value, Money.Yuan, request.WishedBy,
            PlainText.Clean(request.Contact), PlainText.Clean(request.Handover, keepLines: true));
    }
}
