using Charity.Organisations.Dossiers;
using Charity.Platform.Requests;
using FluentValidation;
using MediatR;

namespace Charity.Organisations.Workspace;

/// <summary>Enters the grade of the last evaluation. It is the organisation's word until the bureau confirms it.</summary>
/// <param name="Level">1 for A to 5 for 5A; null takes it out.</param>
[SignedIn]
internal sealed record KeepGrade(Guid OrganisationId, int Revision, int? Level, DateOnly? GradeValidUntil) : ICommand, IEditorsRequest;

internal sealed class KeepGradeValidator : AbstractValidator<KeepGrade>
{
    public KeepGradeValidator()
    {
        RuleFor(grade => grade.Level).InclusiveBetween(1, 5).Says("grade_wrong", "Please choose a grade from A to 5A.");
        RuleFor(grade => grade.GradeValidUntil).NotNull().When(grade => grade.Level is not null).Says("grade_end_missing", "Please say until when the grade is valid.");
    }
}

internal sealed class KeepGradeHandler(DossierDesk desk) : IRequestHandler<KeepGrade, Result>
{
    public Task<Result> Handle(KeepGrade request, CancellationToken cancellationToken) => desk.EditAsync(
        request.OrganisationId,
        request.Revision,
        organisation =>
        {
            organisation.Grade(request.Level, request.GradeValidUntil);
            return null;
        },
        cancellationToken);
}
