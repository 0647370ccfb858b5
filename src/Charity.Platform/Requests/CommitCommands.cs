using Charity.Platform.Data;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Platform.Requests;

/// <summary>One transaction and one save around a command; a failed result leaves nothing behind. Queries skip it.</summary>
internal sealed class CommitCommands<TRequest, TResponse>(UnitOfWork unitOfWork) : IPipelineBehavior<TRequest, TResponse>
    where TResponse : IFailable<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request is not ICommandMarker)
        {
            return await next();
        }

        try
        {
            return await unitOfWork.ExecuteAsync(_ => next(), response => response.Failure is null, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return TResponse.Fail(Failure.Conflict("changed_meanwhile", "Somebody else changed this at the same moment. Look at the new state, then try again."));
        }
    }
}
