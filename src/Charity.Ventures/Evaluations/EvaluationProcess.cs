namespace Charity.Ventures.Evaluations;

/// <summary>The states of an evaluation.</summary>
internal static class EvaluationProcess
{
    public const string Passed = nameof(Passed);
}
