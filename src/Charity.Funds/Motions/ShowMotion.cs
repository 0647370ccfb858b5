using Charity.Funds.Register;
using Charity.Platform.Data;
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

/// <summary>The minutes of a decided motion, where they are for everybody. Whoever asked closes them.</summary>
[Anybody]
internal sealed record OpenMinutes(string Slug, string Code, Guid FileId) : IQuery<AttachmentContent>;

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

internal sealed class OpenMinutesHandler(PublishedMotions motions, IAttachments attachments) : IRequestHandler<OpenMinutes, Result<AttachmentContent>>
{
    public async Task<Result<AttachmentContent>> Handle(OpenMinutes request, CancellationToken cancellationToken) =>
        await motions.FindAsync(request.Slug, request.Code, cancellationToken) is (_, { IsDecided: true } motion)
        && await attachments.FindAsync(motion.Files, request.FileId, cancellationToken) is { Purpose: MotionPaper.PublicMinutes }
        && await attachments.OpenAsync(motion.Files, request.FileId, cancellationToken) is { } content
            ? content
            : AttachmentFailures.Gone;
}

/// <summary>Finds a published motion of a public fund by the address everybody uses.</summary>
internal sealed class PublishedMotions(CharityDbContext db, FundShelf shelf)
{
    public async Task<(FundEntry Fund, Motion Motion)?> FindAsync(string slug, string code, CancellationToken cancellationToken) =>
        MotionCode.TryRead(code, out var year, out var number)
        && (await shelf.AllAsync(cancellationToken)).FirstOrDefault(fund => fund.Slug == slug && fund.IsPublic) is { } fund
        && await db.Set<Motion>().AsNoTracking().SingleOrDefaultAsync(motion => motion.FundId == fund.Id && motion.Year == year && motion.Number == number, cancellationToken) is { } motion
            ? (fund, motion)
            : null;
}
