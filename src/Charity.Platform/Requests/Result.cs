namespace Charity.Platform.Requests;

/// <summary>Why an expected failure happened; decides the HTTP status and the page shown.</summary>
public enum FailureKind
{
    /// <summary>The input cannot be accepted as it is (422, or the form again with what was typed).</summary>
    Invalid,

    /// <summary>Nobody is signed in (401).</summary>
    Unauthenticated,

    /// <summary>The person may not do this (403).</summary>
    Forbidden,

    /// <summary>The action needs a second factor in this session (403, sent to the step-up page).</summary>
    SecondFactorNeeded,

    /// <summary>No such thing, or none this person may know of (404).</summary>
    NotFound,

    /// <summary>The state does not allow it, or somebody else was faster (409).</summary>
    Conflict,

    /// <summary>Something outside is down; nothing was changed (503).</summary>
    Unavailable,
}

/// <summary>
/// A reason a person can act on. <paramref name="Message"/> is the English text and the key of its translation;
/// <paramref name="Arguments"/> fill its placeholders. <paramref name="Code"/> is stable for programs (snake_case).
/// </summary>
public sealed record Failure(FailureKind Kind, string Code, string Message, params object[] Arguments)
{
    /// <summary>Messages by field name, for forms. The field name is the request's property.</summary>
    public IReadOnlyList<FieldFailure> Fields { get; init; } = [];

    public static Failure Invalid(string code, string message, params object[] arguments) => new(FailureKind.Invalid, code, message, arguments);

    /// <summary>An invalid value of one field.</summary>
    public static Failure Field(string field, string code, string message, params object[] arguments) =>
        new(FailureKind.Invalid, code, message, arguments) { Fields = [new FieldFailure(field, code, message, arguments)] };

    public static Failure Forbidden(string code, string message, params object[] arguments) => new(FailureKind.Forbidden, code, message, arguments);

    public static Failure NotFound(string code, string message, params object[] arguments) => new(FailureKind.NotFound, code, message, arguments);

    public static Failure Conflict(string code, string message, params object[] arguments) => new(FailureKind.Conflict, code, message, arguments);

    public static Failure Unavailable(string code, string message, params object[] arguments) => new(FailureKind.Unavailable, code, message, arguments);
}

/// <summary>What is wrong with one field, in the words of <see cref="Failure"/>.</summary>
public sealed record FieldFailure(string Field, string Code, string Message, params object[] Arguments);

/// <summary>Lets the pipeline make a failed answer of whatever type the request answers with.</summary>
public interface IFailable<TSelf> where TSelf : IFailable<TSelf>
{
    Failure? Failure { get; }

    static abstract TSelf Fail(Failure failure);
}

/// <summary>Done, or the reason why not.</summary>
public sealed record Result : IFailable<Result>
{
    private Result(Failure? failure) => Failure = failure;

    public static Result Ok { get; } = new((Failure?)null);

    public Failure? Failure { get; }

    public bool Succeeded => Failure is null;

    public static Result Fail(Failure failure) => new(failure);

    public static implicit operator Result(Failure failure) => Fail(failure);
}

/// <summary>A value, or the reason why there is none.</summary>
public sealed record Result<T> : IFailable<Result<T>>
{
    private readonly T? _value;

    private Result(T? value, Failure? failure)
    {
        _value = value;
        Failure = failure;
    }

    public Failure? Failure { get; }

    public bool Succeeded => Failure is null;

    /// <exception cref="InvalidOperationException">The request failed; look at <see cref="Failure"/> first.</exception>
    public T Value => Failure is null ? _value! : throw new InvalidOperationException($"The request failed: {Failure.Code}.");

    public static Result<T> Ok(T value) => new(value, null);

    public static Result<T> Fail(Failure failure) => new(default, failure);

    public static implicit operator Result<T>(T value) => Ok(value);

    public static implicit operator Result<T>(Failure failure) => Fail(failure);
}
