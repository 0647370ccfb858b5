using MediatR;

namespace Charity.Platform.Requests;

/// <summary>A request that changes something: one transaction, one save.</summary>
public interface ICommand<TResponse> : IRequest<TResponse>, ICommandMarker where TResponse : IFailable<TResponse>;

/// <summary>A request that changes something and answers only whether it did.</summary>
public interface ICommand : ICommand<Result>;

/// <summary>A request that only reads.</summary>
public interface IQuery<T> : IRequest<Result<T>>;

/// <summary>A request that talks to the outside (a payment provider, a printer of PDFs) between short transactions of its own: no transaction waits for a network.</summary>
public interface IOutsideCall<T> : IRequest<Result<T>>;

/// <summary>Tells the pipeline's commit behaviour which requests to wrap.</summary>
public interface ICommandMarker;

/// <summary>The permission a request needs. Every request names one or says <see cref="AnybodyAttribute"/>; a test holds that.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class RequiresAttribute(string permission) : Attribute
{
    public string Permission { get; } = permission;
}

/// <summary>The request is open to everybody, signed in or not.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnybodyAttribute : Attribute;

/// <summary>The request needs a signed-in person, who sees only their own things.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SignedInAttribute : Attribute;

/// <summary>
/// Checks that go beyond a permission: ownership, area, separation of duties. Registered by scanning; runs after the permission check.
/// Answers null when the request may go on. Something the person may not know of is answered as not found.
/// </summary>
public interface IAuthorize<in TRequest>
{
    Task<Failure?> AuthorizeAsync(TRequest request, CancellationToken cancellationToken);
}
