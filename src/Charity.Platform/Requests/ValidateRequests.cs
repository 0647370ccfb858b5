using FluentValidation;
using MediatR;

namespace Charity.Platform.Requests;

/// <summary>Runs the request's validators; the first message of every field is shown, in the order the form has them.</summary>
internal sealed class ValidateRequests<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehavior<TRequest, TResponse>
    where TResponse : IFailable<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var fields = new List<FieldFailure>();
        foreach (var validator in validators)
        {
            var validation = await validator.ValidateAsync(request, cancellationToken);
            fields.AddRange(validation.Errors.Select(error => error.CustomState is Said said
                ? new FieldFailure(error.PropertyName, said.Code, said.Message, said.Arguments)
                : new FieldFailure(error.PropertyName, error.ErrorCode, error.ErrorMessage)));
        }

        if (fields.Count == 0)
        {
            return await next();
        }

        var first = fields.DistinctBy(field => field.Field).ToList();
        return TResponse.Fail(new Failure(FailureKind.Invalid, "invalid_input", "Please correct the fields marked below. Nothing you typed was lost.")
        {
            Fields = first,
        });
    }
}

/// <summary>What a broken rule says; carried from the validator to the pipeline.</summary>
internal sealed record Said(string Code, string Message, object[] Arguments);

public static class ValidationRules
{
    /// <summary>Gives a rule its stable code and its text; the text is the English message and the key of its translation.</summary>
    public static IRuleBuilderOptions<T, TProperty> Says<T, TProperty>(this IRuleBuilderOptions<T, TProperty> rule, string code, string message, params object[] arguments)
    {
        var said = new Said(code, message, arguments);
        return rule.WithErrorCode(code).WithMessage(message).WithState(_ => said);
    }
}
