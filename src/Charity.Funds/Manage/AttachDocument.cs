using Charity.Contents.Contracts;
using Charity.Funds.Register;
using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;

namespace Charity.Funds.Manage;

/// <summary>Shows a document of the site's media on a fund's page.</summary>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record AttachDocument : ICommand, IFundRequest
{
    public string Slug { get; init; } = string.Empty;
    public int Revision { get; init; }
    public TypedText DocumentTitle { get; init; } = new();
    public string? Path { get; init; }
}

internal sealed class AttachDocumentValidator : AbstractValidator<AttachDocument>
{
    public AttachDocumentValidator()
    {
        RuleFor(document => document.DocumentTitle.Zh).NotEmpty().Says("document_title_missing", "Please give the document a Chinese title.");
        RuleFor(document => document.DocumentTitle.Zh).MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100);
        RuleFor(document => document.Path).NotEmpty().Says("document_path_missing", "Please give the document's path among the media.");
        RuleFor(document => document.Path).MaximumLength(200).Says("text_too_long", "Please use at most {0} characters.", 200);
    }
}

internal sealed class AttachDocumentHandler(FundDesk desk, IMedia media, SiteTime time, TimeProvider clock) : IRequestHandler<AttachDocument, Result>
{
    public async Task<Result> Handle(AttachDocument request, CancellationToken cancellationToken)
    {
        var path = PlainText.Clean(request.Path);
        return await media.ExistsAsync(path, cancellationToken)
            ? await desk.EditAsync(request.Slug, request.Revision, fund => fund.Attach(request.DocumentTitle.ToText()!, path, time.Today, clock), cancellationToken)
            : Failure.Field(nameof(request.Path), "document_unknown", "There is no such file among the media.");
    }
}
