namespace Charity.Ventures.Reviews.Ranking;

/// <summary>
/// How strict reviewers are: score = worth of the submission + the reviewer's strictness, by least squares over all scores of
/// reviewers who have given enough, the strictness weighted by the number of scores making zero together. The submissions' worths
/// are eliminated; what remains is solved by conjugate gradients (Golub and Van Loan, Matrix Computations, 11.3).
/// </summary>
internal sealed class StrictnessModel
{
    /// <summary>Below so many scores of submissions that others have scored too, chance is larger than strictness.</summary>
    public const int LeastScores = 4;

    /// <summary>Of the sum of squares that remains: far below the second decimal of a score.</summary>
    private const double Precision = 1e-9;

    private readonly ScoreSheet _sheet;
    private readonly bool[] _counts;

    /// <summary>For each submission how many of its scores count; less than two tell nothing.</summary>
    private readonly int[] _shared;

    private StrictnessModel(ScoreSheet sheet, int leftOut)
    {
        (_sheet, _shared) = (sheet, new int[sheet.SubmissionIds.Count]);
        _counts = new bool[sheet.ReviewerIds.Count];
        Array.Fill(_counts, true);
        if (leftOut >= 0)
        {
            _counts[leftOut] = false;
        }

        while (DropsWhoScoredTooFew())
        {
            // Taking one out may take the next out.
        }
    }

    /// <param name="leftOut">A reviewer whose scores do not count, or -1.</param>
    /// <param name="start">A guess to begin with, such as the solution with everybody; may be null.</param>
    /// <returns>The strictness by reviewer, not a number where it cannot be told; or why there is none.</returns>
    public static (double[]? Strictness, NotAdjusted? Why) Fit(ScoreSheet sheet, int leftOut, double[]? start)
    {
        var model = new StrictnessModel(sheet, leftOut);
        return model._counts.Count(counts => counts) < 2 ? (null, NotAdjusted.TooFewScores)
            : model.IsConnected() ? (model.Solve(start), null)
            : (null, NotAdjusted.SeparateGroups);
    }

    private bool DropsWhoScoredTooFew()
    {
        var scores = new int[_counts.Length];
        for (var submission = 0; submission < _shared.Length; submission++)
        {
            _shared[submission] = 0;
            foreach (var reviewer in _sheet.ReviewersOf(submission))
            {
                _shared[submission] += _counts[reviewer] ? 1 : 0;
            }

            foreach (var reviewer in _sheet.ReviewersOf(submission))
            {
                scores[reviewer] += _shared[submission] > 1 ? 1 : 0;
            }
        }

        var dropped = false;
        for (var reviewer = 0; reviewer < scores.Length; reviewer++)
        {
            if (_counts[reviewer] && scores[reviewer] < LeastScores)
            {
                (_counts[reviewer], dropped) = (false, true);
            }
        }

        return dropped;
    }

    private bool IsConnected()
    {
        var leader = Enumerable.Range(0, _counts.Length).ToArray();
        for (var submission = 0; submission < _shared.Length; submission++)
        {
            var before = -1;
            foreach (var reviewer in _sheet.ReviewersOf(submission))
            {
                if (_counts[reviewer])
                {
                    leader[Find(reviewer)] = Find(before < 0 ? reviewer : before);
                    before = reviewer;
                }
            }
        }

        return Enumerable.Range(0, _counts.Length).Where(reviewer => _counts[reviewer]).Select(Find).Distinct().Count() == 1;

        int Find(int reviewer)
        {
            while (leader[reviewer] != reviewer)
            {
                reviewer = leader[reviewer] = leader[leader[reviewer]];
            }

            return reviewer;
        }
    }

    private double[] Solve(double[]? start)
    {
        var strictness = new double[_counts.Length];
        for (var reviewer = 0; reviewer < strictness.Length; reviewer++)
        {
            strictness[reviewer] = start is not null && _counts[reviewer] && double.IsFinite(start[reviewer]) ? start[reviewer] : 0;
        }

        var remainder = Remainder(strictness);
        var direction = (double[])remainder.Clone();
        var image = new double[strictness.Length];
        var length = Dot(remainder, remainder);
        for (var round = 0; round < 4 * strictness.Length && length > Precision; round++)
        {
            Apply(direction, image);
            var step = length / Dot(direction, image);
            for (var i = 0; i < strictness.Length; i++)
            {
                strictness[i] += step * direction[i];
                remainder[i] -= step * image[i];
            }

            var next = Dot(remainder, remainder);
            for (var i = 0; i < strictness.Length; i++)
            {
                direction[i] = remainder[i] + (next / length * direction[i]);
            }

            length = next;
        }

        return Centred(strictness);
    }

    /// <summary>Each reviewer's scores against the means of their submissions, less what the guess explains: zero once it is right.</summary>
    private double[] Remainder(double[] strictness)
    {
        var explained = new double[strictness.Length];
        Apply(strictness, explained);
        var remainder = new double[strictness.Length];
        for (var submission = 0; submission < _shared.Length; submission++)
        {
            var reviewers = _sheet.ReviewersOf(submission);
            var scores = _sheet.ScoresOf(submission);
            var sum = 0.0;
            for (var i = 0; i < reviewers.Length; i++)
            {
                sum += _counts[reviewers[i]] ? scores[i] : 0;
            }

            for (var i = 0; i < reviewers.Length && _shared[submission] > 1; i++)
            {
                remainder[reviewers[i]] += _counts[reviewers[i]] ? scores[i] - (sum / _shared[submission]) : 0;
            }
        }

        for (var i = 0; i < remainder.Length; i++)
        {
            remainder[i] -= explained[i];
        }

        return remainder;
    }

    /// <summary>The normal equations without the submissions: each reviewer against the mean of the same submissions' reviewers.</summary>
    private void Apply(double[] strictness, double[] image)
    {
        Array.Clear(image);
        for (var submission = 0; submission < _shared.Length; submission++)
        {
            if (_shared[submission] < 2)
            {
                continue;
            }

            var reviewers = _sheet.ReviewersOf(submission);
            var sum = 0.0;
            foreach (var reviewer in reviewers)
            {
                sum += _counts[reviewer] ? strictness[reviewer] : 0;
            }

            foreach (var reviewer in reviewers)
            {
                image[reviewer] += _counts[reviewer] ? strictness[reviewer] - (sum / _shared[submission]) : 0;
            }
        }
    }

    private double[] Centred(double[] strictness)
    {
        var (sum, scores) = (0.0, 0);
        for (var submission = 0; submission < _shared.Length; submission++)
        {
            foreach (var reviewer in _sheet.ReviewersOf(submission))
            {
                if (_counts[reviewer] && _shared[submission] > 1)
                {
                    sum += strictness[reviewer];
                    scores++;
                }
            }
        }

        return [.. strictness.Select((value, reviewer) => _counts[reviewer] ? value - (sum / scores) : double.NaN)];
    }

    private static double Dot(double[] left, double[] right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
