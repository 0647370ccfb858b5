using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Projects;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Monitoring;

/// <summary>The organisation says what it has done about a finding.</summary>
[SignedIn]
internal sealed record AnswerFinding(string Slug, Guid Id, int Version, string? Answer) : ICommand, IEditorsProjectRequest;

internal sealed class AnswerFindingValidator : AbstractValidator<AnswerFinding>
{
    public AnswerFindingValidator() => RuleFor(answer => answer.Answer).Must(text => PlainText.Clean(text).Length > 0).Says("mending_missing", "Say what you have done about it.")
        .MaximumLength(2000).Says("text_too_long", "Please use at most {0} characters.", 2000);
}

internal sealed class AnswerFindingHandler(FindingDesk desk) : IRequestHandler<AnswerFinding, Result>
{
    public Task<Result> Handle(AnswerFinding request, CancellationToken cancellationToken) =>
        desk.MoveAsync(request.Slug, request.Id, FindingProcess.Reply, request.Version, PlainText.Clean(request.Answer, keepLines: true), cancellationToken);
}
