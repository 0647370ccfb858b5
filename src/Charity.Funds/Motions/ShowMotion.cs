using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Funds.Motions;

/// <summary>A published motion, for everybody. Residents who moved or seconded it are masked; its payee is not told before it is paid.</summary>
[Anybody]
internal sealed record ShowMotion(string Slug, string Code) : IQuery<MotionPage>;

/// <param name="Minutes">Those that everybody may read; none before the vote.</param>
internal sealed record MotionPage(string Slug, LocalizedText FundName, Motion Motion, IReadOnlyList<AttachmentInfo> Minutes);

internal sealed class ShowMotionHandler(PublishedMotions motions, IAttachments attachments) : IRequestHandler<ShowMotion, Result<MotionPage>>
{
    public async Task<Result<MotionPage>> Handle(ShowMotion request, CancellationToken cancellationToken)
    {
        if (await motions.FindAsync(request.Slug, request.Code, cancellationToken) is not var (fund, motion))
        {
            return MotionFailures.Unknown;
        }

        IReadOnlyList<AttachmentInfo> minutes = motion.IsDecided ? [.. (await attachments.ListAsync(motion.Files, cancellationToken)).Where(file => file.Purpose == MotionPaper.PublicMinutes)] : [];
        return new MotionPage(fund.Slug, fund.Name, motion, minutes);
    }
}
